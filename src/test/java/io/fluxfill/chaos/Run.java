package io.fluxfill.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fluxfill.chaos.Scenario.Caller;
import io.fluxfill.testing.Json;
import io.fluxfill.testing.Parts;
import io.fluxfill.testing.Planted;
import io.fluxfill.waiting.Sleeper;
import io.fluxfill.waiting.Time;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One run: what callers did, what they were told, and what is to be asked when all processes of it are gone. */
final class Run {
    private static final int MOST_ATTEMPTS = 3;
    private static final Sleeper SLEEPER = Time.system().sleeper();
    private static final Pattern TASK = Pattern.compile("task-\\d+");
    private static final Pattern ERROR = Pattern.compile("(FluxFill|Runtime|Sandbox)\\.[A-Za-z]+");

    private final World world;
    private final Scenario scenario;
    private final String prompt;
    private final String name;
    private final List<Answer> answers = new ArrayList<>();
    private Answer afterwards;

    /**
     * What a caller was told.
     *
     * @param tasks the ids in it
     * @param error the name of the failure, if it was one
     */
    record Answer(Set<String> tasks, Optional<String> error, String text) {

        static Answer of(JsonNode answer) {
            String text = answer.toString();
            Set<String> tasks = new HashSet<>();
            TASK.matcher(text).results().forEach(found -> tasks.add(found.group()));
            Matcher error = ERROR.matcher(text);
            return new Answer(tasks, error.find() ? Optional.of(error.group()) : Optional.empty(), text);
        }

        boolean is(String name) {
            return error.filter(name::equals).isPresent();
        }
    }

    Run(World world, Scenario scenario) {
        this.world = world;
        this.scenario = scenario;
        this.prompt = Planted.PROMPT + "-" + scenario.seed();
        this.name = "run-" + scenario.seed();
    }

    Scenario scenario() {
        return scenario;
    }

    /** The run's name, which is its key and its caller. */
    String name() {
        return name;
    }

    /** What callers were told while it went on. */
    List<Answer> answers() {
        return List.copyOf(answers);
    }

    /** What was answered when all processes of the run were gone. */
    Answer afterwards() {
        return afterwards;
    }

    /** What BFL accepted. */
    List<String> accepted() {
        return world.bfl().accepted(prompt);
    }

    /** Plays it until all callers have their last answers. */
    void play() {
        world.play(scenario);
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (int i = 0; i < scenario.invocations(); i++) {
            int sandbox = i;
            all.add(CompletableFuture.runAsync(() -> call(sandbox)));
        }
        scenario.killAfter()
                .ifPresent(time -> all.add(CompletableFuture.runAsync(() -> {
                    SLEEPER.sleep(time);
                    world.sandbox(scenario.oneOf(scenario.invocations())).kill();
                })));
        scenario.freezeAfter()
                .ifPresent(time -> all.add(CompletableFuture.runAsync(() -> {
                    int sandbox = scenario.oneOf(scenario.invocations());
                    SLEEPER.sleep(time);
                    world.sandbox(sandbox).suspend();
                    SLEEPER.sleep(scenario.freezeFor());
                    world.sandbox(sandbox).resume();
                })));
        CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();
        world.calmDown();
    }

    /** Asks once more, when all is calm. */
    void askAfterwards() {
        afterwards = send(0);
    }

    /** One caller, with what it repeats by itself. */
    private void call(int sandbox) {
        for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
            Answer answer = send(sandbox + attempt);
            synchronized (answers) {
                answers.add(answer);
            }
            if (!repeats(answer)) {
                return;
            }
            SLEEPER.sleep(Duration.ofMillis(50));
        }
    }

    private boolean repeats(Answer answer) {
        if (scenario.caller() == Caller.HTTP_WITHOUT_KEY) {
            // After a kill it may be sent again, and pay again, while the one that was killed could still be alive.
            return answer.is("FluxFill.SubmitUnknown") && !scenario.tableWasInTrouble();
        }
        return answer.error().isPresent();
    }

    private Answer send(int sandbox) {
        return Answer.of(
                switch (scenario.caller()) {
                    case DIRECT_WITH_KEY ->
                        world.invoke(sandbox, request().put("idempotency_key", name), Optional.empty());
                    case LAMBDA -> world.invoke(sandbox, request(), Optional.of(requestId()));
                    case HTTP_WITH_KEY -> world.invoke(sandbox, http(true), Optional.empty());
                    case HTTP_WITHOUT_KEY -> world.invoke(sandbox, http(false), Optional.empty());
                });
    }

    private String requestId() {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private ObjectNode request() {
        return Json.object("{}")
                .put("image", Parts.PIXEL)
                .put("prompt", prompt)
                .put("user", name)
                .put("webhook_secret", Planted.WEBHOOK_SECRET);
    }

    private ObjectNode http(boolean withKey) {
        ObjectNode event = Json.object("{'httpMethod': 'POST', 'path': '/v1/flux-pro-1.0-fill', 'headers': {}}");
        event.withObject("/requestContext/identity").put("apiKeyId", name);
        event.withObject("/headers").put("x-key", Planted.CALLERS_KEY);
        if (withKey) {
            event.withObject("/headers").put("Idempotency-Key", name);
        }
        return event.put("body", request().toString());
    }
}
