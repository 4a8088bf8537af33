/** What can be told to fail, and what does. */
import { serviceRegistry } from "../aws/api/services";
import type { Rehearsal } from "../session";
import { snapshotOf, slackItself } from "../screen/snapshot";
import { toggleSlack } from "../screen/slack-outage";
import { systemSwitches, turnSystem } from "./systems";
import type { FaultSwitch } from "./types";

/** The services whose calls a throttled account refuses; who calls is still told by STS. */
const throttled = ["codepipeline", "dynamodb", "events", "secretsmanager", "ssm", "sqs"];

const actionPrefix = "action:";

/** The switches of one rehearsal. The terminal shares all but the one for throttling. */
export class FaultBoard {
  private throttling: { isOn: boolean } = { isOn: false };

  constructor(private readonly rehearsal: Rehearsal) {}

  switches(): FaultSwitch[] {
    const { failures, slack } = this.rehearsal;
    const slackSwitch = { id: "slack", label: "Slack is down", on: failures.has(slackItself) };
    const { actions, pipelines } = snapshotOf(this.rehearsal);
    return [
      ...(slack === undefined ? [] : [slackSwitch]),
      ...systemSwitches(this.rehearsal),
      { id: "throttling", label: "AWS throttles every call", on: this.throttling.isOn },
      ...actions.map(({ pipelineName, stageName, name, fails }) => ({
        id: `${actionPrefix}${pipelineName}/${stageName}/${name}`,
        label: `${pipelines.length > 1 ? `${pipelineName}: ` : ""}${stageName} / ${name} fails`,
        on: fails,
      })),
    ];
  }

  /** Turns one switch. Throws where there is none of that name. */
  turn(id: string, on: boolean): FaultSwitch {
    const found = this.switches().find((one) => one.id === id);
    if (found === undefined) {
      const known = this.switches().map((one) => one.id);
      throw new Error(`There is no switch "${id}". Switches: ${known.join(", ")}.`);
    }
    if (found.on === on) return found;
    if (id === "slack") this.turnSlack(on);
    else if (id === "throttling") this.throttle(on);
    else if (!turnSystem(this.rehearsal, id, on))
      this.markAction(id.slice(actionPrefix.length), on);
    return { ...found, on };
  }

  private turnSlack(on: boolean): void {
    toggleSlack(this.rehearsal, on);
    this.mark(slackItself, on);
  }

  private throttle(on: boolean): void {
    this.throttling.isOn = false;
    this.throttling = { isOn: on };
    if (!on) return;
    const { throttling } = this;
    const when = () => throttling.isOn;
    for (const { name, known } of serviceRegistry.filter((one) => throttled.includes(one.name))) {
      for (const operation of known) {
        const action = `${name}:${operation}`;
        this.rehearsal.endpoint.fail({ action, how: "throttle", times: Infinity, when });
      }
    }
  }

  private markAction(key: string, on: boolean): void {
    this.mark(key, on);
    // Whoever named the action alone meant every one of that name, and so this one as well.
    if (!on) this.mark(key.split("/").pop()!, on);
  }

  private mark(name: string, on: boolean): void {
    if (on) this.rehearsal.failures.add(name);
    else this.rehearsal.failures.delete(name);
  }
}
