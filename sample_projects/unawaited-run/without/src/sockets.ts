import type { WebSocket } from "ws";

/** The visitors who are there; they leave when they close the page. */
export const sockets: Record<string, WebSocket> = {};

export function enter(visitor: string, socket: WebSocket): void {
  sockets[visitor] = socket;
  socket.on("close", () => delete sockets[visitor]);
}
