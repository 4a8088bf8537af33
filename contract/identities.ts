/**
 * What the source identity of a session begins with that decides for a person of a channel: a gate's
 * role lets nobody decide without it.
 */
export const identityPrefix = (channel: string): string => `${channel}-`;

/** The channel of a gate's automaticDecision. */
export const automaticChannel = "automatic";

/** The channel of what names none: version 0.1.0 had this one alone. */
export const channelBefore = "slack";
