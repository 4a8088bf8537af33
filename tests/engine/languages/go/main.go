// Command consumer is how a Go program uses the generated SDK: it has to compile.
package main

import (
	approvals "example.com/pulumi-codepipeline-approvals/sdk/go/codepipelineapprovals"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		hub, err := approvals.NewApprovalHub(ctx, "slack", &approvals.ApprovalHubArgs{
			Slack: &approvals.SlackAppArgs{
				CredentialsSecretArn: pulumi.String("arn:aws:secretsmanager:eu-west-1:111122223333:secret:app-AbCdEf"),
			},
		})
		if err != nil {
			return err
		}
		gate, err := approvals.NewApprovalGate(ctx, "ApproveStaging", &approvals.ApprovalGateArgs{
			PipelineName:     pulumi.String("orders"),
			TimeoutInMinutes: pulumi.Float64(1440),
			Approvers:        &approvals.ApproversArgs{Users: pulumi.ToStringArray([]string{"ann"})},
			Hub:              hub.Connection,
			Slack:            &approvals.SlackArgs{Channel: pulumi.String("C0123ABCDEF")},
			Subscriptions: approvals.SubscriptionArray{
				&approvals.SubscriptionArgs{
					Protocol: approvals.SubscriptionProtocolSms,
					Endpoint: pulumi.String("+15550100"),
				},
			},
		})
		if err != nil {
			return err
		}
		stage, err := approvals.NewMultiApprovalStage(ctx, "SignOff", &approvals.MultiApprovalStageArgs{
			PipelineName: pulumi.String("orders"),
			Order:        approvals.ApprovalOrderSequential,
			Approvals: []approvals.ApprovalInput{
				&approvals.ApprovalArgs{Name: "qa"},
				&approvals.ApprovalArgs{Name: "product"},
			},
		})
		if err != nil {
			return err
		}
		_, err = approvals.NewApproverGroup(ctx, "managers", &approvals.ApproverGroupArgs{
			ActionArns: pulumi.StringArray{gate.ActionArn, stage.ActionArns.Index(pulumi.Int(0))},
		})
		ctx.Export("stage", gate.Stage)
		return err
	})
}
