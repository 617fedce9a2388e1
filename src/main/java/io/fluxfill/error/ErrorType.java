package io.fluxfill.error;

/**
 * The failures that callers can tell apart, by the names that Step Functions matches as {@code errorType}. The same name
 * is used on every face and in the logs.
 */
public enum ErrorType {
    /** The request breaks a rule, or BFL refused the input. Nothing was accepted or paid. */
    INVALID_REQUEST("FluxFill.InvalidRequest", 422, Retry.NO),
    /** BFL refused the configured key, or it cannot be read from where it is kept. Nothing was accepted. */
    UNAUTHORIZED("FluxFill.Unauthorized", 502, Retry.NO),
    /** The BFL account has no credits left. */
    INSUFFICIENT_CREDITS("FluxFill.InsufficientCredits", 402, Retry.NO),
    /** BFL answered 429 until the time was up. Nothing was accepted. */
    RATE_LIMITED("FluxFill.RateLimited", 429, Retry.YES),
    /** BFL could not be reached until the time was up, or polls for an earlier task failed. */
    UNAVAILABLE("FluxFill.Unavailable", 503, Retry.YES),
    /**
     * A submit was sent and its answer was lost: BFL may have accepted it, and charge for it. HTTP clients repeat 5xx, 408, 409
     * and 429 by themselves, and would pay again.
     */
    SUBMIT_UNKNOWN("FluxFill.SubmitUnknown", 424, Retry.ONLY_WITH_SAME_KEY),
    /** The same idempotency key was being worked on by another invocation until the time was up. Nothing was sent. */
    IN_PROGRESS("FluxFill.InProgress", 409, Retry.WITH_SAME_KEY),
    /** The credits that the owner allows for a day, in all or for this caller, are used up. Nothing was sent. */
    BUDGET_EXCEEDED("FluxFill.BudgetExceeded", 402, Retry.NEXT_DAY),
    /** BFL refused the prompt or the pictures. Not charged. */
    REQUEST_MODERATED("FluxFill.RequestModerated", 200, Retry.NO),
    /** BFL withheld the finished picture. Not charged. */
    CONTENT_MODERATED("FluxFill.ContentModerated", 200, Retry.NO),
    /** The generation ended with {@code Error} or {@code Failed}. */
    GENERATION_FAILED("FluxFill.GenerationFailed", 200, Retry.YES),
    /** BFL does not know the task. */
    TASK_NOT_FOUND("FluxFill.TaskNotFound", 404, Retry.NO),
    /** The picture is ready and paid, but could not be kept. */
    OUTPUT_FAILED("FluxFill.OutputFailed", 200, Retry.BY_ID),
    /** The function could not start with its settings. Nothing was sent. */
    MISCONFIGURED("FluxFill.Misconfigured", 500, Retry.ONCE_MENDED),
    /** A fault of this project. */
    INTERNAL("FluxFill.Internal", 500, Retry.NO);

    private final String code;
    private final int httpStatus;
    private final Retry retry;

    ErrorType(String code, int httpStatus, Retry retry) {
        this.code = code;
        this.httpStatus = httpStatus;
        this.retry = retry;
    }

    /** The name that callers match, such as {@code FluxFill.RateLimited}. */
    public String code() {
        return code;
    }

    /** The status code of this failure on the HTTP face, 200 where BFL itself answers 200 with the task's body. */
    public int httpStatus() {
        return httpStatus;
    }

    /** Whether the same request may be sent again. */
    public Retry retry() {
        return retry;
    }
}
