package io.fluxfill.dev.standin;

import java.util.List;

/** The hosts of a {@link StandIn}, each a port of its own on this machine, in the order of their ports. */
public enum Host {
    /** Takes plain fill, and knows no tasks: {@code api.bfl.ai}. */
    GLOBAL,
    /** Runs plain fill where nothing else is asked for: {@code api.eu2.bfl.ai}. */
    EU2,
    /** Takes and runs finetuned fill: {@code api.us1.bfl.ai}. */
    FINETUNE,
    /** Runs plain fill on demand: {@code api.us2.bfl.ai}. */
    US2,
    /** Runs plain fill on demand: {@code api.isr.bfl.ai}. */
    ISR,
    /** Delivers pictures on demand, and must never see the key, as Azure's storage. */
    DELIVERY,
    /** Where {@link #DELIVERY} may redirect to; must never see the key either. */
    STORAGE;

    /** Whether it speaks BFL's API; the others have pictures only. */
    public boolean isApi() {
        return this != DELIVERY && this != STORAGE;
    }

    /** What can be submitted to it. */
    List<Operation> operations() {
        return switch (this) {
            case GLOBAL, EU2, US2, ISR -> List.of(Operation.FILL);
            case FINETUNE -> List.of(Operation.FILL_FINETUNED);
            case DELIVERY, STORAGE -> List.of();
        };
    }

    /** The host that runs what was submitted to this one. */
    Host runner(Prompt prompt) {
        return this == GLOBAL ? Region.runner(prompt) : this;
    }
}
