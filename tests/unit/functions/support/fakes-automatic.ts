/** A gate's function and what is to be released, at the level of the ports. */
import type { GateFunctions } from "../../../../functions/domain/ports";
import type { Actor, Release } from "../../../../functions/domain/types";

export const revision = { name: "app", id: "4f2c1d9" };

export const release: Release = {
  revisions: [revision],
  variables: [],
  actions: [
    {
      ...{ stageName: "build", actionName: "compile", namespace: "build" },
      outputVariables: { CHANGED: "config" },
    },
  ],
};

export interface Asked {
  readonly functionArn: string;
  readonly question: object;
  readonly person: Actor;
}

export class FakeFunctions implements GateFunctions {
  readonly asked: Asked[] = [];
  /** What it answers, each time it is asked. */
  answer: (asked: Asked) => unknown = () => ({ decision: "approve", reason: "Only docs." });

  async ask(...[, functionArn, question, person]: Parameters<GateFunctions["ask"]>) {
    const asked = { functionArn, question, person };
    this.asked.push(asked);
    const answer = this.answer(asked);
    if (answer instanceof Error) return { kind: "failed" as const, why: answer.message };
    const payload = Buffer.from(typeof answer === "string" ? answer : JSON.stringify(answer));
    return { kind: "answered" as const, payload };
  }
}
