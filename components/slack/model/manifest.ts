/** The Slack app's manifest: what "create an app from a manifest" takes. */

/** Slack API documentation, "App manifest reference". */
export function appManifest(appName: string, requestUrl: string): string {
  const manifest = {
    display_information: {
      name: appName,
      description: "Approval requests of AWS CodePipeline, with Approve and Reject buttons.",
    },
    features: { bot_user: { display_name: appName, always_online: true } },
    oauth_config: {
      // All from the start: a scope that is added later needs the app to be installed again. The last two
      // tell by an e-mail address who has started or written a release, where a gate's rule excludes them.
      scopes: { bot: ["chat:write", "usergroups:read", "users:read", "users:read.email"] },
    },
    settings: {
      interactivity: { is_enabled: true, request_url: requestUrl },
      org_deploy_enabled: false,
      socket_mode_enabled: false,
      token_rotation_enabled: false,
    },
  };
  return JSON.stringify(manifest, null, 2);
}
