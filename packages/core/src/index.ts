export { createCapture } from './content/capture.ts';
export { isContent } from './content/content-attributes.ts';
export { contentHook, setContentHook, type ContentHook, type HookedContent } from './content/content-hook.ts';
export { contentDigest } from './content/digest.ts';
export { allContentKinds, contentKinds, type Capture, type ContentKind } from './content/content-kinds.ts';
export {
  Preparation,
  type PreparableEvent,
  type PreparableLink,
  type PreparableSpan,
  type PreparationConfig,
} from './content/prepare-span.ts';
export { PreparingProcessor, type EndedSpan, type NextProcessor } from './content/preparing-processor.ts';
export { parsePairs } from './config/pairs.ts';
export { Variables, type Complain, type Environment } from './config/read-variables.ts';
export { variables, type OtlpSetting, type OtlpSignal, type VariableName } from './config/variables.ts';
export type { VariableRow, VariableType } from './config/variable-row.ts';
export { costOf, usdOf, type NanoUsd } from './cost/cost.ts';
export { pricesAt, type ListedModel } from './cost/list-prices.ts';
export { ownPricesSchema, readOwnPrices, type OwnPrice } from './cost/own-prices.ts';
export type { Price, Prices, PriceTier } from './cost/price.ts';
export type { Conversion, Dialect, ForeignAttributes, ForeignSpan, Rename } from './dialects/dialect.ts';
export { dialects } from './dialects/dialects.ts';
export { normalizeSpan, type MutableSpan, type NormalizeOptions } from './dialects/normalize.ts';
export {
  DeliveryLedger,
  dropReasons,
  type DeliveryStatement,
  type DropReason,
  type PendingPlace,
} from './delivery/delivery-ledger.ts';
export type { Booking, Entry, SupplyBooking, UseBooking } from './ledger/book/booking.ts';
export { Book } from './ledger/book/book.ts';
export { closeBook, entriesOf, type ClosedBook } from './ledger/book/close-book.ts';
export {
  addFigures,
  costEfficiencyOf,
  efficiencyOf,
  figuresOf,
  isMeasurable,
  lossOf,
  MIN_COVERAGE,
  noFigures,
  pessimisticEfficiencyOf,
  type Figures,
  type Ratio,
} from './ledger/book/figures.ts';
export { rules, type Rule } from './ledger/book/rules.ts';
export {
  contextFates,
  sumOfShares,
  tokenClasses,
  type ClassTotals,
  type ContextFate,
  type FateTotals,
  type ShareRow,
  type TokenClass,
} from './ledger/classes.ts';
export type { CallEnding, Facts, UnitKind } from './ledger/facts.ts';
export { Ledger } from './ledger/ledger.ts';
export {
  defaultLedgerLimits,
  type Closing,
  type LedgerCall,
  type LedgerLimits,
  type LedgerParts,
  type Settled,
} from './ledger/ledger-parts.ts';
export { MAX_CALL_TOKENS } from './ledger/match/call-counts.ts';
export { hashKeyOf, type HashKey } from './ledger/match/words.ts';
export type { LedgerAnswer, LedgerRequest, OfferedUnit, PromptBlock } from './ledger/request.ts';
export type { FactsPart } from './ledger/session/session-ledger.ts';
export { bookingsTexts, readBookings } from './ledger/wire/bookings-text.ts';
export { factsText, readFacts } from './ledger/wire/facts-text.ts';
export { replay, type Replayed } from './ledger/wire/replay.ts';
export { settlementAttributes } from './ledger/wire/settlement-attributes.ts';
export { governanceAttributesOf, governanceFromWire, type Governance } from './governance/governance.ts';
export { LabelGuard, MAX_COUNTER_TOOLS, MAX_HISTOGRAM_TOOLS, OTHER } from './metrics/label-guard.ts';
export { LedgerRecorder, type LedgerBooks, type LedgerSource } from './metrics/ledger-recorder.ts';
export { modelLabels, ModelRecorder, type EndedModelCall } from './metrics/model-recorder.ts';
export {
  Recorder,
  SharedCounts,
  type EndedCall,
  type EndedSession,
  type Omission,
  type Side,
} from './metrics/recorder.ts';
export { RUNAWAY_CALLS, SessionCalls, type EndedCalls } from './metrics/session-calls.ts';
export { MAX_SERIES_PER_PROCESS, OVERFLOW, worstCaseSeries } from './metrics/worst-case.ts';
export { sumOf, tokenCount, usageAttributes, usageParts, type TokensSource, type Usage } from './models/usage.ts';
export { anthropicUsage, bedrockUsage, geminiUsage, ollamaUsage, openAiUsage } from './models/usage-formats.ts';
export { countsForSuccess, outcomeOf, outcomes, type CallEnd, type Outcome } from './outcome/outcome.ts';
export { verdictOf, type Verdict } from './outcome/verdict.ts';
export { Drift, type Invocation } from './prompt/drift.ts';
export { normalizeV1 } from './prompt/normalize-v1.ts';
export { normalizeV2 } from './prompt/normalize-v2.ts';
export { promptIdentity, type HashSettings, type PromptIdentity, type PromptParts } from './prompt/prompt-identity.ts';
export { compileOwnRules, type OwnRule, type OwnRules } from './redaction/own-rules.ts';
export { createRedactor, type Redactor, type RedactorConfig, type TextOptions } from './redaction/redactor.ts';
export { shareRedactor, sharedRedactor } from './redaction/shared-redactor.ts';
export { personalClasses, redactionClasses, type RedactionClass } from './redaction/rules/classes.ts';
export { windowOf } from './redaction/window.ts';
export { identityOf, type Identity, type IdentityFacts, type IdentitySource } from './session/identity.ts';
export { PRINCIPAL_IDLE_MS, PrincipalSessions } from './session/principal-sessions.ts';
export { resolveSession, setSessionResolver, type CallInfo, type SessionResolver } from './session/session-resolver.ts';
export { sessionOf, type Session, type SessionFacts, type SessionSource } from './session/session.ts';
export { canShareState, slot, VERSION } from './state/registry.ts';
export type { TokenFamily } from './tokens/coefficients.ts';
export { estimateTokens, tokenFamily } from './tokens/estimate.ts';
export { namesTool } from './turns/names-tool.ts';
export type { ThreadMessage, ToolRequest } from './turns/thread.ts';
export { TurnTracker, type ThreadRequest, type TrackedCall, type TurnPlace } from './turns/turn-tracker.ts';
export { boundedJson, type BoundedJson, type JsonBounds } from './values/bounded-json.ts';
export { jsonSize } from './values/json-size.ts';
export { MAX_NAME_LENGTH, MAX_SPAN_BYTES, MAX_VALUE_BYTES } from './values/limits.ts';
export { ownValue } from './values/own-value.ts';
export { attributeBytes, safeAttribute, safeAttributes } from './values/safe-attributes.ts';
export { safeName, safeText } from './values/safe-text.ts';
export type { AttributeRow } from './vocabulary/attribute-row.ts';
export { attributes, type AttributeKey } from './vocabulary/attributes.ts';
export { errorCodes, type ErrorCodeRow } from './vocabulary/error-codes.ts';
export { methodRow, methods, type Direction, type Era, type MethodName, type MethodRow } from './vocabulary/methods.ts';
export type { MetricRow } from './vocabulary/metric-row.ts';
export { isLabel, metrics, type MetricName } from './vocabulary/metrics.ts';
export {
  eventOfCode,
  eventOfStatus,
  securityEvents,
  type SecurityEvent,
  type SecurityEventRow,
} from './vocabulary/security-events.ts';
export { keepsTo, targets, type TargetName, type TargetRow } from './vocabulary/targets.ts';
export type { FigureUnit, Guard, PromDuration, Severity, ThresholdRow } from './vocabulary/threshold-row.ts';
export { burnTiers, thresholds, type BurnTier, type ThresholdName, type Thresholds } from './vocabulary/thresholds.ts';
export * as own from './vocabulary/own-names.ts';
export * as semconv from './vocabulary/semconv.ts';
