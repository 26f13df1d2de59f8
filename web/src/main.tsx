import "@/api/early";
import { createRoot } from "react-dom/client";
import { Root } from "@/app/Root";
import { startPage } from "@/app/router";
import "@/styles/tokens.css";
import "@/styles/base.css";

startPage(location.pathname);
const place = document.getElementById("root");
if (!place) throw new Error("index.html has no #root element");
createRoot(place).render(<Root />);
