package io.fluxfill.rules;

/** BFL's two operations for FLUX.1 Fill [pro]. */
public enum Endpoint {
    /** Plain fill. */
    FILL("flux-pro-1.0-fill"),
    /** Fill with a fine-tuned model, named by {@code finetune_id}. */
    FILL_FINETUNED("flux-pro-1.0-fill-finetuned");

    private final String operation;

    Endpoint(String operation) {
        this.operation = operation;
    }

    /** BFL's name of the operation, as in results: {@code flux-pro-1.0-fill}. */
    public String operation() {
        return operation;
    }

    /** The path of the operation on BFL's hosts and on this project's HTTP face. */
    public String path() {
        return "/v1/" + operation;
    }
}
