/** The record of an approval in the hub's table: its topic and, in Slack, its channel and who may decide. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { actionAttribute, type BreakGlassRecord } from "../../contract/records";
import { gateItem } from "../hub/model/gate-item";
import { shortHash } from "../naming/model/names";
import { requireApprover } from "./model/slack-checks";
import { sharedMap } from "../naming/deployment";
import type { CreatedApproval } from "../approval/approval";
import { type NativeApprovers, nativeRecord } from "../bypass/native-record";
import { joinedConnectors } from "../gate-connectors/joined-connectors";
import { applyInPreview, given, redactIfSecret, isPlain } from "../inputs/inputs";
import { slaRecord } from "../sla/sla-record";
import { belongsTo, stackOptions } from "../naming/of-stack";
import type { SlackSpec } from "./arguments";

/** An approval that joins a hub: it has a topic, which the notifier hears. */
export interface JoinedApproval {
  readonly child: string;
  readonly approval: CreatedApproval & { readonly topicArn: pulumi.Output<string> };
  /** Absent where IAM alone decides. */
  readonly slack?: SlackSpec;
  readonly native: NativeApprovers;
  /** Who decides in an emergency; absent where nobody may. */
  readonly emergency?: pulumi.Output<BreakGlassRecord>;
}

/** What of a hub a record depends on. */
interface RecordingHub {
  readonly notifierArn: pulumi.Output<string>;
  readonly gatesTableName: pulumi.Output<string>;
  /** Absent where the hub does not look for bypasses. */
  readonly bypassRoleArn: pulumi.Output<string | undefined>;
}

/**
 * Says in the hub's table where the request is shown, and who may decide it. The table has one item an
 * action, so the resource belongs to the stack and is named after the action: a component that is
 * renamed, or takes another's place, keeps it, and so does a gate that is put into Slack. Else the old
 * item would be deleted after the new one was written, and both have the same key.
 */
export function createRecord(
  { child, approval, slack, native: approvers, emergency: breakGlass }: JoinedApproval,
  { notifierArn, gatesTableName: tableName, bypassRoleArn }: RecordingHub,
  role: aws.iam.Role,
  region: pulumi.Input<string> | undefined,
  parent: pulumi.ComponentResource,
): pulumi.Input<aws.dynamodb.TableItem> {
  const { place, topicArn, timeoutInMinutes } = approval;
  const { channel, approverUserIds, approverUserGroupIds, rule } = slack ?? {};
  const inSlack = { channel, approverUserIds, approverUserGroupIds, rule };
  const sla = slaRecord(approval);
  const automaticDecision = approval.automaticDecision?.record;
  const connectors =
    approval.connectors &&
    joinedConnectors(approval.connectors, { gatesTableName: tableName, notifierArn }).apply((all) =>
      all.map(({ record }) => record),
    );
  // A hub that does not look for bypasses need not know who decides through IAM.
  const native = bypassRoleArn.apply((arn) =>
    given(arn) ? nativeRecord(approvers, slack !== undefined) : undefined,
  );
  const said = {
    place,
    topicArn,
    timeoutInMinutes,
    ...inSlack,
    sla,
    native,
    breakGlass,
    automaticDecision,
    connectors,
  };
  const all = pulumi.output({ ...said, role: role.arn });
  const args = {
    tableName,
    hashKey: actionAttribute,
    item: all.apply((known) =>
      redactIfSecret(all, () => {
        const { approverUserIds: users = [], approverUserGroupIds: groups = [] } = known;
        if (slack !== undefined) {
          requireApprover(users.length + groups.length, slack.paths.users, slack.paths.groups);
        }
        return gateItem({
          ...known.place,
          ...known,
          approverUserIds: users,
          approverUserGroupIds: groups,
          deciderRoleArn: known.role,
        });
      }),
    ),
    region,
  };
  const [kind, other] = slack === undefined ? ["hub", "slack"] : ["slack", "hub"];
  const create = (names: unknown): aws.dynamodb.TableItem => {
    // A preview that does not know the action's names yet shows the item below the component.
    if (!isPlain(names))
      return new aws.dynamodb.TableItem(`${child}-${kind}-gate`, args, { parent });
    const nameOf = recordName(names as string[], child, region);
    const opts = stackOptions("aws:dynamodb/tableItem:TableItem", [`${child}-slack-gate`], parent);
    const aliases = [...(opts.aliases ?? []), { name: nameOf(other) }];
    return belongsTo(parent, new aws.dynamodb.TableItem(nameOf(kind), args, { ...opts, aliases }));
  };
  return isPlain(approval.names)
    ? create(approval.names)
    : applyInPreview(pulumi.all(approval.names), create);
}

/**
 * The hash tells "a-b" and "c" from "a" and "b-c", and Regions apart. The same action behind another
 * provider is in another account or Region: there the component's name has to do.
 */
function recordName(
  names: string[],
  child: string,
  region?: pulumi.Input<string>,
): (kind: string) => string {
  const hash = shortHash(JSON.stringify([...names, typeof region === "string" ? region : ""]));
  const records = sharedMap<string>("records of gates");
  const isFirst = !records.has(hash);
  if (isFirst) records.set(hash, child);
  const end = isFirst ? hash : `${hash}-${child}`;
  return (kind) => [...names, `${kind}-gate`, end].join("-");
}
