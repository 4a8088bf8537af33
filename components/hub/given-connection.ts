/** The connection of a hub as an argument: of a gate, or of a connector. */
import * as pulumi from "@pulumi/pulumi";
import { applyInPreview, isPlain, redactIfSecret } from "../inputs/inputs";
import type { HubConnection } from "../slack-args";
import { hubConnection } from "./model/hub-checks";

/** What is known now is checked now, the rest when it resolves; a preview hides only the rest. */
export function validateConnection(
  hub: pulumi.Input<HubConnection>,
  judge: (connection: HubConnection) => void,
): pulumi.Input<HubConnection> {
  if (isPlain(hub)) {
    const connection = hub as HubConnection;
    hubConnection(connection, "hub");
    judge(connection);
    return connection;
  }
  const output = pulumi.output(hub) as pulumi.Output<unknown> as pulumi.Output<HubConnection>;
  return applyInPreview(output, (resolved) =>
    redactIfSecret(output, () => {
      if (!pulumi.containsUnknowns(resolved)) hubConnection(resolved, "hub");
      // Of a hub of this program a preview knows which fields there are before it knows what they say.
      if (!pulumi.isUnknown(resolved)) judge(resolved);
      return resolved;
    }),
  );
}
