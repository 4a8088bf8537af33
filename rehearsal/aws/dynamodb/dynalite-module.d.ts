/** Dynalite has no types of its own; this is the part that the rehearsal uses. */
declare module "dynalite" {
  import type { Server } from "node:http";

  export default function dynalite(options?: {
    createTableMs?: number;
    deleteTableMs?: number;
    updateTableMs?: number;
  }): Server;
}
