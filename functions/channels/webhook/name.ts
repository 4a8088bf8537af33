/** Name of the channel: in what is handed over, in actors, and in the sessions that decide for them. */
export const webhookName = "webhook";
