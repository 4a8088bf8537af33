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
      // Both from the start: a scope that is added later needs the app to be installed again.
      scopes: { bot: ["chat:write", "usergroups:read"] },
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
