/** What the component says of a webhook. */
import * as v from "valibot";
import type { WebhookSettings } from "../../../contract/connectors";

const isHttps = (text: string): boolean => URL.parse(text)?.protocol === "https:";

export const webhookSettings: v.GenericSchema<unknown, WebhookSettings> = v.object({
  url: v.pipe(v.string(), v.check(isHttps, "is no https address")),
});
