/**
 * What the functions log: a code for each line, by which operators filter and count, and the text beside
 * it. A code is part of the contract: it stays where the text changes. docs/log-events.md prints the list.
 */
export const logEvents = {
  malformed_request: "Rejected request: malformed, before its signature was verified.",
  signature_invalid: "Rejected request: invalid signature.",
  credentials_unavailable: "Rejected request: the credentials could not be read.",
  payload_not_understood: "Rejected request: signed, but its payload is not understood.",
  wrong_workspace_or_app: "Rejected request: signed by Slack for another workspace or app.",
  nothing_to_do: "Acknowledged request: nothing to do.",
  press_not_queued: "Button press could not be queued for the decider.",
  reply_failed: "Private reply could not be sent.",
  not_at_home: "Refused: the person does not belong to this workspace.",
  not_an_approver: "Refused: the person is not an approver of this gate.",
  dialog_opened: "Dialog opened.",
  dialog_failed: "Dialog could not be opened.",
  reason_invalid_in_dialog: "Dialog returned: the reason is missing or too short.",
  decision_queued: "Decision accepted and queued for the decider.",
  decision_not_queued: "Decision could not be queued for the decider.",
  message_unchangeable: "Slack message cannot be updated any more.",
  close_failed: "Approval request could not be closed.",
  stored_request_unreadable: "Stored approval request cannot be read.",
  request_unknown_to_codepipeline: "CodePipeline does not know the approval request.",
  ended_outside_slack: "Approval request ended outside Slack.",
  press_retried: "Button press failed, retried once.",
  press_failed: "Button press could not update its message; the next press tries again.",
  request_not_stored: "Refused: the approval request is not stored.",
  click_from_elsewhere: "Refused: the click does not come from the request's message.",
  decided: "Decision recorded by CodePipeline.",
  token_already_used: "Approval token already used: the request was ended elsewhere.",
  event_kept: "Invocation failed for good, its event is kept in the dead letter queue.",
  run_failed: "Invocation failed.",
  reason_invalid: "Refused: the decision's reason is missing or too short.",
  gate_unknown: "Refused: no gate has this action.",
  handover_refused: "Refused: what was handed to the decider is not proved by its channel.",
  press_skipped: "Ignored button press: Slack has just refused to update its message.",
  press_of_unknown_gate: "Ignored button press: no gate has this action.",
  press_from_elsewhere: "Ignored button press: it does not come from the gate's messages.",
  show_failed: "Approval request could not be shown in Slack.",
  notification_of_unknown_gate: "Ignored notification: no gate of this hub has this action.",
  topic_mismatch: "Ignored notification: its topic is not the gate's.",
  notification_malformed: "Ignored notification: not an approval request.",
  request_shown: "Approval request shown in Slack.",
  bot_token_unidentified: "Owner of the bot token could not be read.",
  pending_unverified: "Could not read whether the approval request is pending.",
  ended_before_shown: "Approval request ended before it was shown.",
  revision_unavailable: "Revisions of the execution could not be read.",
  message_updated: "Slack message updated.",
  swept: "Open and unsettled approval requests handed over to be looked after.",
  sweep_failed: "Approval action could not be looked after; the next sweep tries again.",
  request_not_shown: "Approval request waits and is not shown on every channel of its gate.",
  notification_missed: "Approval request waits, and no notification has told of it.",
  event_published: "Request event put on the event bus.",
  event_refused: "Request event refused by EventBridge, kept in the dead letter queue.",
  publish_failed: "Request event could not be put on the event bus, will be retried.",
  event_missed:
    "Request event is not on the event bus and no stream record tells of it; put there from the table.",
  publication_not_noted:
    "Could not note that a request event is on the event bus; it may be put there again.",
  reminder_scheduled: "Next reminder of an approval request scheduled.",
  reminded: "Those who are to hear of a waiting approval request were told.",
  reminder_not_needed:
    "CodePipeline does not wait for the approval request any more: nobody was told.",
  recipient_not_told: "Somebody could not be told of a waiting approval request; will be retried.",
  reminder_failed: "Reminder or escalation of an approval request failed, will be retried.",
  sla_not_shown: "Message of an approval request could not be updated with its SLA.",
  ledger_entry: "Entry of the ledger, signed and archived.",
  ledger_failed: "Event could not be put into the ledger or its archive.",
  ledger_events_lost: "Events are not in the request's history any more: the ledger says how many.",
  ledger_gate_unread:
    "Settings of a gate could not be read: an entry of the ledger is without their digest.",
  ledger_not_noted:
    "Could not note that a request's events are in the ledger; sweep has it looked up again.",
  ledger_archive_conflict:
    "Another object has the place of an entry of the ledger; kept in the dead letter queue.",
  notice_ignored: "Ignored notification: a reminder of the hub itself.",
  bypass_told: "A bypass of an approval gate was reported.",
  bypass_told_before:
    "A bypass of an approval gate had been reported before: it was not reported again.",
  bypass_failed: "A bypass of a gate could not be checked or reported, will be retried.",
  bypass_reviewed: "A use of a break-glass role was reviewed and the review was reported.",
  review_not_counted: "A review of a use of a break-glass role does not count.",
  review_overdue: "A use of a break-glass role was not reviewed in time: a reminder was sent.",
  review_failed: "An open review could not be checked, will be retried.",
  call_refused: "An API call that may bypass a gate was refused by AWS: it changed nothing.",
  history_cut:
    "CodePipeline's history is too long: approvals that waited since before readBackTo were not looked at.",
  pipeline_unwatched: "No gate of the pipeline lets the hub look for bypasses.",
  waiting: "Approval request waits for a decision.",
  request_stuck:
    "Approval request has waited for stuckAfterMinutes or longer; the alarms' topic was told, if there is one.",
  stuck_not_told:
    "The alarms' topic could not be told of a stuck request; the next sweep tries again.",
  automatic_handed_over:
    "The decider was told to look at an approval request that may need no people.",
  automatic_not_handed_over:
    "The decider could not be told to look at an approval request, will be retried.",
  automatic_answered: "The gate's automaticDecision has answered to an approval request.",
  automatic_release_unread:
    "What is to be released could not be read: the approval request is left to people.",
  automatic_function_failed:
    "The gate's function could not be asked or has failed: the approval request is left to people.",
  automatic_not_needed: "Not decided automatically: somebody decides it, or it is not open.",
  automatic_refused: "Refused: no gate with automaticDecision has this action.",
  automatic_changed: "Refused: the gate is not the one that was asked any more.",
  automatic_overtaken:
    "Not decided automatically: somebody has begun to decide, or it is left to people.",
  automatic_outcome: "An automatic decision was not carried out by this run.",
  vote_counted: "Vote counted: where it completes the gate's rule, it is decided.",
  vote_refused: "Refused: by the gate's rule, this person's vote does not count.",
  rule_unfulfillable:
    "Those who may still approve cannot fulfil the gate's rule; the request's message or its thread says so.",
  rule_people_unread:
    "Whose release it is, or who may approve it, could not be read: the message is shown without it.",
  on_call: "Let through: on call in PagerDuty at the moment of the decision.",
  on_call_asked_later:
    "Dialog opened for who is on no list of the gate: the decider asks whether they are on call.",
  on_call_unread: "Who is on call could not be asked: nobody was let through for being on call.",
  ticket_told: "The connector's system was told of a request event.",
  ticket_not_told: "The connector's system could not be told of a request event, will be retried.",
  ticket_given_up:
    "The connector's system could not be told of a request event; kept in the dead letter queue.",
  ticket_handed_over:
    "The decider was told to look at a ticket that says something new, or has decided for a while.",
  ticket_unread: "A ticket could not be read; the next run reads it again.",
  ticket_gone: "A ticket is not in its system any more: people decide.",
  ticket_failed: "A request could not be brought on in the connector's system.",
  tickets_failed: "The requests of an action could not be brought on in the connector's system.",
  tickets_left: "No time was left for some requests: the next run brings them on.",
  ticket_refused: "Refused: the gate names no such connector, or the ticket is not the request's.",
  ticket_kept: "A ticket was noted in the approval request, whose messages link to it.",
  ticket_waits: "A ticket decides nothing yet.",
  ticket_mover_refused: "Refused: who moved the ticket may not decide at this gate.",
  ticket_not_needed: "The ticket changes nothing: the request is not open.",
  ticket_outcome: "What a ticket decided was not carried out by this run.",
  webhook_request_unknown:
    "Rejected request: no request that the connector keeps up to date has the id of this decision.",
  webhook_refused: "Refused: what a webhook has decided is no request of a gate that names it.",
  webhook_outcome: "What a webhook decided was not carried out by this run.",
  stream_record_unreadable: "Stream record cannot be read, kept in the dead letter queue.",
} as const satisfies Record<string, string>;

export type LogEvent = keyof typeof logEvents;
