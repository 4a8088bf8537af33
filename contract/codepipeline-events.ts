/**
 * The events that end an approval action. CodePipeline User Guide, "Monitoring CodePipeline events":
 * however it was decided. An action that has only started ends nothing.
 */
export const actionEvents = {
  source: "aws.codepipeline",
  detailType: "CodePipeline Action Execution State Change",
  category: "Approval",
  endStates: ["SUCCEEDED", "FAILED", "ABANDONED", "CANCELED"],
} as const;
