/** Jira: an issue whose status decides, or a request of Jira Service Management whose approval does. */
import type { Connector } from "../connector";
import { createReader } from "./reader";
import { createSystem } from "./system";

export const jira: Connector = { kind: "jira", createSystem, createReader };
