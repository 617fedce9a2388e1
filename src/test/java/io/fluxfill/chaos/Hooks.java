package io.fluxfill.chaos;

/** Is told of every call that a process makes, before it reaches its goal and after it has been done there. */
interface Hooks {

    /** Nothing happens. */
    Hooks NONE = (caller, after) -> {};

    /**
     * A process makes a call.
     *
     * @param caller which process
     * @param after whether it is done already, and not answered yet
     */
    void call(int caller, boolean after);
}
