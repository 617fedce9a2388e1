package io.fluxfill.dev.standin;

/** The region that runs a plain fill, where the global host took it. */
enum Region implements Misbehaviour {
    EU2("region eu2", Host.EU2, "the task runs on the first region, as without any words"),
    US2("region us2", Host.US2, "the task runs on the second region"),
    ISR("region isr", Host.ISR, "the task runs on the third region");

    private final Words words;
    private final Host host;

    Region(String words, Host host, String effect) {
        this.words = new Words(words, effect);
        this.host = host;
    }

    @Override
    public Words words() {
        return words;
    }

    /** The host that runs what a prompt asks for. */
    static Host runner(Prompt prompt) {
        return prompt.firstAskedOf(values()).orElse(EU2).host;
    }
}
