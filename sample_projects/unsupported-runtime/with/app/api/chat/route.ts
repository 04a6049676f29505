import OpenAI from "openai";
import { ROLE } from "../../../lib/role";

export const runtime = "edge";
export const maxDuration = 300;

const client = new OpenAI({ timeout: 60_000, maxRetries: 1 });

/** One question of a visitor, answered by the assistant. */
export async function POST(request: Request): Promise<Response> {
  const { question } = (await request.json()) as { question: string };
  const reply = await client.chat.completions.create({
    model: "gpt-4o-mini",
    messages: [
      { role: "system", content: ROLE },
      { role: "user", content: question.slice(0, 2000) },
    ],
  });
  return Response.json({ text: reply.choices[0]?.message.content ?? "" });
}
