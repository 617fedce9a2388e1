package io.fluxfill.dev.standin;

/** The two operations the stand-in offers, with their price in credits. */
enum Operation {
    FILL("/v1/flux-pro-1.0-fill", 5),
    FILL_FINETUNED("/v1/flux-pro-1.0-fill-finetuned", 6);

    private final String path;
    private final int cost;

    Operation(String path, int cost) {
        this.path = path;
        this.cost = cost;
    }

    String path() {
        return path;
    }

    int cost() {
        return cost;
    }
}
