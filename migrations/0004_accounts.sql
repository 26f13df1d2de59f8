-- The roles that every installation starts with. Owners may do everything, later permissions included (accounts/rules.py).

ALTER TABLE app_user ADD COLUMN last_login_at timestamptz;

INSERT INTO app_role (code, name_zh, name_en, permissions, built_in) VALUES
    ('owner', '负责人', 'Owner', '{}', true),
    ('operations', '运营', 'Operations', '{orders.read,orders.act,orders.ship,stock.read,stock.act,imports.run,setup.manage,personal.reveal,money.read,events.read,quarantine.manage}', true),
    ('warehouse', '仓库', 'Warehouse', '{orders.read,orders.ship,stock.read,stock.act,personal.reveal}', true),
    ('service', '客服', 'Service', '{orders.read,orders.act,stock.read,personal.reveal,money.read}', true),
    ('finance', '财务', 'Finance', '{orders.read,stock.read,money.read,events.read}', true),
    ('risk', '风控', 'Risk', '{orders.read,orders.act,personal.reveal,money.read,events.read,quarantine.manage}', true);
