/** IAM: who is in which group. */
import { created, detachAndReattach, type Context, type Handler } from "../account/context";
import { existing, inOrder } from "./attachments";
import { needRoomInGroups } from "./names";

export const userGroupMembershipHandler: Handler = detachAndReattach(
  (registration, context) => {
    const { user, groups } = registration.inputs;
    for (const group of groups) join(context, user, group);
    return created(`${user}/${groups.join("/")}`, registration, {});
  },
  ({ inputs: { user, groups } }, { directory }) => {
    for (const group of groups) directory.removeUserFromGroup(user, group);
  },
);

export const groupMembershipHandler: Handler = {
  ...detachAndReattach(
    (registration, context) => {
      const { name = registration.name, group, users } = registration.inputs;
      for (const user of users) join(context, user, group);
      return created(name, registration, { name });
    },
    ({ inputs: { group, users } }, { directory }) => {
      for (const user of users) directory.removeUserFromGroup(user, group);
    },
  ),
  // As the provider reads it: everybody in the group, whoever put them there.
  look: ({ inputs: { group, users } }, { directory }) => ({
    users: inOrder(users, directory.membersOf(group)),
  }),
};

/**
 * Whoever is named as a member is a person of the account: users are mostly made by hand or by
 * another program, so an example names people that it does not create.
 */
function join(context: Context, user: string, group: string): void {
  const { name } = existing(context, "group", group);
  needRoomInGroups(context.directory.groupsOf(user), name);
  context.directory.addUserToGroup(user, name);
}
