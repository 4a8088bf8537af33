/** What a connector of Microsoft Teams is deployed with, and what lies in its secret. */
import * as v from "valibot";
import type { TeamsSettings } from "../../../contract/connectors";

export const settingsSchema = v.strictObject({}) satisfies v.GenericSchema<unknown, TeamsSettings>;

/** Where Power Automate hosts the flows of Teams' Workflows app. */
const host = /^[a-z0-9.-]+\.(?:logic\.azure\.com|environment\.api\.powerplatform\.com)$/;

/** Whoever knows the address posts in the channel: it is the secret. */
export const credentialsSchema = v.object({
  webhookUrl: v.pipe(
    v.string(),
    v.check((url) => URL.canParse(url) && isFlow(new URL(url)), "is not the address of a flow"),
  ),
});

const isFlow = ({ protocol, hostname, port, username, password }: URL): boolean =>
  protocol === "https:" && host.test(hostname) && port + username + password === "";
