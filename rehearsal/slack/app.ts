/** The one app of the workspace: its secrets, its installation, and how Slack signs for it. */
import { createHmac, randomBytes } from "node:crypto";
import type { Clock } from "../clock";
import type { Workspace } from "./types";

/** What an installation takes from the manifest. */
interface Installation {
  readonly name: string;
  readonly scopes: readonly string[];
  readonly requestUrl?: string;
}

export class App {
  readonly id: string;
  readonly botId = `B0${randomBytes(4).toString("hex").toUpperCase()}`;
  readonly botToken = `xoxb-${randomBytes(24).toString("hex")}`;
  /** The old way to prove who sends a request, which payloads still carry. */
  readonly verificationToken = randomBytes(12).toString("hex");
  private secrets: [signing: string, previous?: string] = [newSecret()];
  private installation: Installation | undefined;

  constructor(
    workspace: Workspace,
    private readonly clock: Clock,
  ) {
    this.id = workspace.app;
  }

  get installed(): Installation | undefined {
    return this.installation;
  }

  credentials(): { botToken: string; signingSecret: string; previousSigningSecret?: string } {
    const [signingSecret, previousSigningSecret] = this.secrets;
    return {
      botToken: this.botToken,
      signingSecret,
      ...(previousSigningSecret !== undefined && { previousSigningSecret }),
    };
  }

  rotate(keepPrevious: boolean): void {
    this.secrets = keepPrevious ? [newSecret(), this.secrets[0]] : [newSecret()];
  }

  install(manifest: string): void {
    this.installation = readManifest(manifest);
  }

  /** Slack API documentation, "Verifying requests from Slack". */
  sign(body: string, at: Date = this.clock.now()): [string, string][] {
    const timestamp = String(Math.floor(at.getTime() / 1000));
    const hmac = createHmac("sha256", this.secrets[0]).update(`v0:${timestamp}:${body}`);
    return [
      ["Content-Type", "application/x-www-form-urlencoded"],
      ["User-Agent", "Slackbot 1.0 (+https://api.slack.com/robots)"],
      ["Accept", "application/json,*/*"],
      ["X-Slack-Request-Timestamp", timestamp],
      ["X-Slack-Signature", `v0=${hmac.digest("hex")}`],
    ];
  }
}

function newSecret(): string {
  return randomBytes(16).toString("hex");
}

/** Slack API documentation, "App manifest reference": what Slack refuses when it creates the app. */
function readManifest(text: string): Installation {
  let manifest: any;
  try {
    manifest = JSON.parse(text);
  } catch (error) {
    throw new Error("Slack takes no such manifest: it is not JSON.", { cause: error });
  }
  const name = manifest?.display_information?.name;
  must("display_information.name", "1 to 35 characters", isShort(name, 35), name);
  const description = manifest.display_information.description ?? "-";
  const field = "display_information.description";
  must(field, "at most 140 characters", isShort(description, 140), description);
  const scopes = manifest.oauth_config?.scopes?.bot ?? [];
  must("oauth_config.scopes.bot", "a list of scopes", isTexts(scopes), scopes);
  const botName = manifest.features?.bot_user?.display_name;
  if (scopes.length > 0) {
    const named = isShort(botName, 80);
    must("features.bot_user.display_name", "1 to 80 characters", named, botName);
  }
  const { is_enabled: isEnabled, request_url: requestUrl } = manifest.settings?.interactivity ?? {};
  if (!isEnabled) return { name, scopes };
  const isUrl = typeof requestUrl === "string" && /^https:\/\/[^\s/]+/.test(requestUrl);
  must("settings.interactivity.request_url", "an https URL", isUrl, requestUrl);
  return { name, scopes, requestUrl };
}

function isShort(value: unknown, max: number): boolean {
  return typeof value === "string" && value.length > 0 && value.length <= max;
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}

function must(field: string, rule: string, holds: boolean, value: unknown): void {
  if (holds) return;
  throw new Error(
    `Slack takes no such manifest: \`${field}\` must be ${rule}, got: ${JSON.stringify(value)}.`,
  );
}
