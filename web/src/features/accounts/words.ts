import { defineWords } from "@/i18n/words";

export const accountWords = defineWords(
  "accounts",
  {
    title: "用户与权限", users: "用户", roles: "角色与权限", keys: "API 密钥", addUser: "新建用户", editUser: "编辑用户", login: "账号", name: "姓名", role: "角色", warehouses: "可见仓库", allWarehouses: "全部仓库", active: "启用", stopped: "停用", status: "状态", lastLogin: "最近登录", password: "初始密码", newPassword: "重设密码", passwordHelp: "至少 8 个字符；请让对方登录后修改", passwordKeep: "不填则不变", language: "语言",
    rolesHelp: "勾选即时生效前需保存；改动会记入操作日志", permission: "权限", saveRole: "保存", changed: "有未保存的改动", addKey: "新建密钥", keyName: "名称", keyScopes: "权限", created: "创建", lastUsed: "最近使用", revoke: "作废", revokeAsk: (name: string) => `作废密钥“${name}”？使用它的程序会立即失去访问`, secretTitle: "请现在保存密钥", secretHelp: "密钥只显示这一次，关闭后无法再看到。", noKeys: "还没有 API 密钥", noKeysHelp: "让其他系统通过 API 送入订单、读取库存。", copySecret: "复制密钥", savedIt: "我已保存",
    audit: "操作日志", auditHelp: "谁在什么时候做了什么；查看个人信息也在其中", at: "时间", actor: "操作者", action: "动作", target: "对象", detail: "内容", noAudit: "还没有记录", noUsers: "没有用户",
  },
  {
    title: "Users and roles", users: "Users", roles: "Roles and permissions", keys: "API keys", addUser: "New user", editUser: "Edit user", login: "User name", name: "Name", role: "Roles", warehouses: "Warehouses seen", allWarehouses: "All warehouses", active: "Active", stopped: "Inactive", status: "Status", lastLogin: "Last log-in", password: "First password", newPassword: "New password", passwordHelp: "At least 8 characters; have them change it", passwordKeep: "Empty keeps it", language: "Language",
    rolesHelp: "Changes apply once saved and are logged", permission: "Permission", saveRole: "Save", changed: "Unsaved changes", addKey: "New key", keyName: "Name", keyScopes: "Permissions", created: "Created", lastUsed: "Last used", revoke: "Revoke", revokeAsk: (name) => `Revoke the key “${name}”? Programs that use it lose access at once`, secretTitle: "Save the key now", secretHelp: "It is shown this one time only.", noKeys: "No API keys yet", noKeysHelp: "Let other systems send orders and read stock by the API.", copySecret: "Copy key", savedIt: "I have saved it",
    audit: "Audit log", auditHelp: "Who did what and when; views of personal data too", at: "Time", actor: "By", action: "Action", target: "Object", detail: "Detail", noAudit: "Nothing logged yet", noUsers: "No users",
  },
);
