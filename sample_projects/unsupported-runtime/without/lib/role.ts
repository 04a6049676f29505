/** What the assistant is told it is. */
export const ROLE = "You answer questions of visitors in three sentences.";
