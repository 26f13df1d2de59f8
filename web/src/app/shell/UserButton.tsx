import { DownOutlined } from "@ant-design/icons";
import type { ComponentProps } from "react";

/** The user's place in the top bar; the same before and after its menu has loaded, so that nothing jumps. */
export function UserButton({ name, ...rest }: { name: string } & ComponentProps<"button">) {
  return (
    <button type="button" {...rest} className="user-button">
      <span className="avatar" aria-hidden>{name.slice(0, 1)}</span>
      <span className="user-name clip">{name}</span>
      <DownOutlined aria-hidden />
    </button>
  );
}
