/** An endpoint with an engine behind it, roles that call it, and a rule for CloudTrail's events. */
import * as sdk from "@aws-sdk/client-codepipeline";
import { type Equipment, arn, putRole, roleArn, startEquipped } from "../api/equipped";
import { World } from "../codepipeline/support";

export const minute = 60_000;
export const stage = {
  ...{ pipelineName: "shop", stageName: "Gate" },
  transitionType: "Inbound",
} as const;

type Key = Parameters<Equipment["as"]>[1];

export class TrailWorld {
  private readonly clients: { destroy(): void }[] = [];

  private constructor(
    readonly world: World,
    readonly local: Equipment,
  ) {}

  static async open(): Promise<TrailWorld> {
    const world = new World();
    const one = new TrailWorld(world, await startEquipped({ engine: world.engine }));
    putRole(one.local.directory, "gate", [
      { Action: "codepipeline:*", Resource: arn("codepipeline", "shop*") },
      { Action: "lambda:InvokeFunction", Resource: "*" },
    ]);
    putRole(one.local.directory, "nobody", []);
    one.rule("ours", "ENABLED");
    return one;
  }

  async close(): Promise<void> {
    for (const client of this.clients) client.destroy();
    this.world.clock.stop();
    await this.local.stop();
  }

  rule(name: string, state: string): void {
    const bus = this.local.buses.get("default");
    const eventPattern = { "detail-type": ["AWS API Call via CloudTrail"] };
    bus.putRule({ name, arn: arn("events", `rule/${name}`), eventPattern, state });
    bus.putTarget(name, { id: "t", arn: arn("lambda", `function:${name}`) });
  }

  keep<T extends { destroy(): void }>(client: T): T {
    this.clients.push(client);
    return client;
  }

  as(role: string, key?: Key): sdk.CodePipelineClient {
    return this.keep(new sdk.CodePipelineClient(this.local.as(role, key)));
  }

  /** A session of the gate's role that names a person. */
  session(): Key {
    return this.local.directory.assume({
      ...{ roleArn: roleArn("gate"), sessionName: "slack-U0ANN" },
      ...{ sourceIdentity: "slack-U0ANN", issued: new Date("2026-11-28T10:00:00.500Z") },
    });
  }

  /** Makes a trail, or changes it. */
  logging(settings = {}): void {
    this.local.stores.trails.putTrail(arn("cloudtrail", "trail/audit"), settings);
  }

  /** What a rule handed on, once the clock has passed every delay. */
  delivered(of = "ours") {
    this.local.clock.advance(10 * minute);
    return this.local.events
      .filter(({ rule }) => rule.endsWith(`rule/${of}`))
      .map(({ event }) => event as typeof event & { detail: Record<string, any> });
  }

  names(of?: string): string[] {
    return this.delivered(of).map(({ detail }) => detail.eventName);
  }

  async approve(client = this.as("gate", this.session())) {
    await this.world.started();
    const [{ token }] = this.world.engine.pending();
    return client.send(
      new sdk.PutApprovalResultCommand({
        ...{ pipelineName: "shop", stageName: "Gate", actionName: "Approve", token },
        result: { status: "Approved", summary: "fine" },
      }),
    );
  }

  /** A call that changes something and can be made again and again. */
  async enable(client = this.as("gate"), more: object = {}): Promise<void> {
    await client.send(new sdk.EnableStageTransitionCommand(stage), more);
  }
}
