import express from "express";
import OpenAI from "openai";
import { sockets } from "./sockets.js";

const client = new OpenAI({ timeout: 60_000, maxRetries: 1 });
export const app = express();

app.post("/say", async (request, response) => {
  const visitor = String(request.query.visitor);
  const question = String(request.query.text).slice(0, 2000);
  client.chat.completions.create({
    model: "gpt-4o-mini",
    messages: [{ role: "user", content: question }],
  }).then((reply) => {
    const text = reply.choices[0]?.message.content ?? "";
    sockets[visitor].send(text);
  });
  response.sendStatus(202);
});
