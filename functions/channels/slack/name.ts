/** The name of the channel, in messages, actors and source identities. */
export const slackName = "slack";
