/**
 * The functions of connectors: each is a folder of functions/, and has a bundle, which functions/bundle.js makes.
 *
 * @public
 */
export const connectorFunctions = ["connector", "webhook-receiver"] as const;

export type ConnectorFunction = (typeof connectorFunctions)[number];
