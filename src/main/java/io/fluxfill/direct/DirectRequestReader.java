package io.fluxfill.direct;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fluxfill.bfl.Idempotency;
import io.fluxfill.bfl.TaskPoller;
import io.fluxfill.error.FluxFillException;
import io.fluxfill.fill.RequestOptions;
import io.fluxfill.preserve.PictureEditor;
import io.fluxfill.preserve.PictureOptions;
import io.fluxfill.preserve.Preservation;
import io.fluxfill.rules.Checked;
import io.fluxfill.rules.Endpoint;
import io.fluxfill.rules.FillRules;
import io.fluxfill.rules.InvalidRequest;
import io.fluxfill.rules.MaskSize;
import io.fluxfill.rules.ValidationError;
import io.fluxfill.rules.pydantic.LaxFloat;
import io.fluxfill.rules.pydantic.LaxString;
import io.fluxfill.rules.pydantic.LaxType;
import io.fluxfill.rules.pydantic.MaxLength;
import io.fluxfill.rules.pydantic.PydanticError;
import io.fluxfill.storage.S3Location;
import io.fluxfill.storage.S3Pictures;
import io.fluxfill.storage.Whole;
import io.fluxfill.task.TaskHandle;
import io.fluxfill.waiting.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Reads direct events: BFL's fields, and the function's own beside them. An unknown field is a fault here, because it is
 * nearly always a typing mistake in a call that costs money.
 */
public final class DirectRequestReader {
    /** Stands for {@code "wait": true}; the configured maximum cuts it. */
    private static final Duration AS_LONG_AS_ALLOWED = Duration.ofDays(1);

    private static final String WAIT = "wait";
    private static final String ID = "id";
    private static final String POLLING_URL = "polling_url";
    private static final String OUTPUT = "output";
    private static final String WEBHOOK_URL = "webhook_url";
    private static final String IDEMPOTENCY_KEY = "idempotency_key";
    private static final Set<String> OWN_FIELDS = Set.of(WAIT, OUTPUT);
    private static final Set<String> PICK_UP_FIELDS = Set.of(ID, POLLING_URL);
    private static final String IMAGE = "image";
    private static final String MASK = "mask";
    private static final LaxType<Double> SECONDS = new LaxFloat();
    private static final LaxType<String> KEY = new MaxLength(new LaxString(), Idempotency.Key.LONGEST);
    private static final LaxType<String> TASK_ID = new MaxLength(new LaxString(), 255);
    private static final LaxType<String> TASK_URL = new MaxLength(new LaxString(), 2083);

    private final FillRules rules;
    private final PictureEditor editor;
    private final TaskPoller poller;
    private final S3Pictures pictures;
    private final Optional<S3Location> defaultOutput;
    private final boolean guarded;

    /**
     * @param editor makes of a request what is sent
     * @param pictures fetches the pictures that requests name in S3
     * @param defaultOutput where finished pictures are kept if a request does not say
     * @param guarded whether an idempotency key can be honoured; where it cannot, it is refused
     */
    public DirectRequestReader(
            FillRules rules,
            PictureEditor editor,
            TaskPoller poller,
            S3Pictures pictures,
            Optional<S3Location> defaultOutput,
            boolean guarded) {
        this.rules = rules;
        this.editor = editor;
        this.poller = poller;
        this.pictures = pictures;
        this.defaultOutput = defaultOutput;
        this.guarded = guarded;
    }

    /**
     * Reads an event, and fetches the pictures that it names in S3.
     *
     * @param end when to give up
     * @throws FluxFillException {@code FluxFill.InvalidRequest}, naming all faults
     */
    DirectRequest read(ObjectNode request, Deadline end) {
        ObjectNode event = AbsentFields.dropped(request);
        return PICK_UP_FIELDS.stream().anyMatch(event::has) ? readPickUp(event, end) : readFill(event, end);
    }

    private DirectRequest readFill(ObjectNode event, Deadline end) {
        Endpoint endpoint = Endpoint.selectedBy(event::has);
        List<ValidationError> optionFaults = new ArrayList<>();
        boolean canPreserve = event.has(OUTPUT) || defaultOutput.isPresent();
        PictureOptions pictureOptions = editor.options(event, canPreserve, optionFaults);
        MaskSize maskSize = pictureOptions.preserve() ? MaskSize.AS_SHOWN : MaskSize.AS_STORED;
        Checked checked = rules.check(endpoint, event, pictures.until(end), maskSize);
        List<ValidationError> faults = new ArrayList<>();
        if (checked instanceof Checked.Invalid invalid) {
            faults.addAll(invalid.faults());
        }
        faults.addAll(optionFaults);
        Optional<Idempotency.Key> key = readKey(event, faults);
        Set<String> others = new HashSet<>(endpoint.fields());
        others.add(IDEMPOTENCY_KEY);
        others.addAll(PictureEditor.FIELDS);
        RequestOptions options = readOwnFields(event, others, faults);
        if (event.has(OUTPUT) && event.hasNonNull(WEBHOOK_URL)) {
            faults.add(ValidationError.ofValue(
                    OUTPUT, "output cannot be kept with a webhook_url: BFL gives nothing to poll then"));
        }
        throwFaults(faults);
        PictureEditor.Edited edited = editor.edit(((Checked.Valid) checked).request(), pictureOptions, faults);
        throwFaults(faults);
        Whole whole = edited.preservation().<Whole>map(Whole.Now::new).orElse(options.whole());
        return new DirectRequest.Fill(edited.request(), key, options.with(whole), edited.warning());
    }

    private Optional<Idempotency.Key> readKey(ObjectNode event, List<ValidationError> faults) {
        if (event.has(IDEMPOTENCY_KEY) && !guarded) {
            faults.add(ValidationError.ofValue(
                    IDEMPOTENCY_KEY, "idempotency_key needs a table, which flux-fill.guard.table names"));
            return Optional.empty();
        }
        return readText(event, IDEMPOTENCY_KEY, KEY, faults)
                .map(key -> new Idempotency.Key(key, List.of("body", IDEMPOTENCY_KEY)));
    }

    private DirectRequest readPickUp(ObjectNode event, Deadline end) {
        List<ValidationError> faults = new ArrayList<>();
        Optional<String> given = readText(event, ID, TASK_ID, faults);
        Optional<String> pollingUrl = readText(event, POLLING_URL, TASK_URL, faults);
        Optional<String> id = given.or(() -> pollingUrl.flatMap(DirectRequestReader::idIn));
        if (id.isEmpty() && faults.isEmpty()) {
            faults.add(ValidationError.inBody("missing", ID, "Field required"));
        }
        if (pollingUrl.isPresent() && !poller.canPollForCaller(pollingUrl.get(), id)) {
            faults.add(ValidationError.ofValue(POLLING_URL, "polling_url must be the one that BFL gave for this task"));
        }
        boolean canPreserve = event.has(OUTPUT) || defaultOutput.isPresent();
        PictureOptions pictureOptions = editor.options(event, canPreserve, faults);
        Set<String> others = new HashSet<>(PICK_UP_FIELDS);
        others.addAll(PictureEditor.FIELDS);
        if (pictureOptions.preserve()) {
            others.addAll(List.of(IMAGE, MASK));
        }
        RequestOptions options = readOwnFields(event, others, faults);
        Optional<Preservation> named = pictureOptions.preserve() && event.has(IMAGE) && faults.isEmpty()
                ? namedAgain(event, pictureOptions, end, faults)
                : Optional.empty();
        throwFaults(faults);
        Whole whole = pictureOptions.preserve() ? new Whole.Earlier() : new Whole.No();
        return new DirectRequest.PickUp(
                new TaskHandle(id.orElseThrow(), pollingUrl),
                options.with(named.<Whole>map(Whole.Now::new).orElse(whole)));
    }

    /** The pictures of a task that is to come back whole, given once more by whoever picks it up. */
    private Optional<Preservation> namedAgain(
            ObjectNode event, PictureOptions options, Deadline end, List<ValidationError> faults) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.set(IMAGE, event.get(IMAGE));
        if (event.has(MASK)) {
            body.set(MASK, event.get(MASK));
        }
        Checked checked = rules.check(Endpoint.FILL, body, pictures.until(end), MaskSize.AS_SHOWN);
        if (checked instanceof Checked.Invalid invalid) {
            faults.addAll(invalid.faults());
            return Optional.empty();
        }
        return editor.edit(((Checked.Valid) checked).request(), options, faults).preservation();
    }

    /** Reads {@code wait} and {@code output}, and finds the fields that do not belong here. */
    private RequestOptions readOwnFields(ObjectNode event, Set<String> others, List<ValidationError> faults) {
        Duration wait = event.has(WAIT) ? readWait(event.get(WAIT), faults) : Duration.ZERO;
        Optional<S3Location> output = event.has(OUTPUT) ? readOutput(event.get(OUTPUT), faults) : defaultOutput;
        event.fieldNames().forEachRemaining(field -> {
            if (!OWN_FIELDS.contains(field) && !others.contains(field)) {
                faults.add(ValidationError.ofUnknownField(field));
            }
        });
        return new RequestOptions(wait, output);
    }

    private static Optional<S3Location> readOutput(JsonNode output, List<ValidationError> faults) {
        String text = output.asText();
        S3Location.folderMistake(text)
                .ifPresent(rule -> faults.add(ValidationError.ofValue(OUTPUT, OUTPUT + " " + rule)));
        return S3Location.folder(text);
    }

    private static Duration readWait(JsonNode wait, List<ValidationError> faults) {
        if (wait.isBoolean()) {
            return wait.booleanValue() ? AS_LONG_AS_ALLOWED : Duration.ZERO;
        }
        double seconds = seconds(wait);
        if (Double.isNaN(seconds)) {
            faults.add(ValidationError.ofValue(WAIT, "wait must be a number of seconds or true"));
            return Duration.ZERO;
        }
        if (seconds < 0) {
            faults.add(
                    ValidationError.inBody("greater_than_equal", WAIT, "Input should be greater than or equal to 0"));
            return Duration.ZERO;
        }
        return Duration.ofMillis((long) (Math.min(seconds, AS_LONG_AS_ALLOWED.toSeconds()) * 1000));
    }

    /** A number, or a text as pydantic reads it for one; NaN for all else. */
    private static double seconds(JsonNode wait) {
        try {
            return SECONDS.read(wait);
        } catch (PydanticError e) {
            return Double.NaN;
        }
    }

    private static Optional<String> readText(
            ObjectNode event, String field, LaxType<String> type, List<ValidationError> faults) {
        if (!event.has(field)) {
            return Optional.empty();
        }
        try {
            String text = type.read(event.get(field));
            if (!text.isEmpty()) {
                return Optional.of(text);
            }
            faults.add(ValidationError.inBody("string_too_short", field, "String should have at least 1 character"));
        } catch (PydanticError error) {
            faults.add(ValidationError.inBody(error.type(), field, error.getMessage()));
        }
        return Optional.empty();
    }

    /** The {@code id} in a polling URL's query. */
    private static Optional<String> idIn(String pollingUrl) {
        int query = pollingUrl.indexOf('?');
        return Stream.of(pollingUrl.substring(query + 1).split("[&#]"))
                .filter(parameter -> query >= 0 && parameter.startsWith("id=") && parameter.length() > 3)
                .map(parameter -> parameter.substring(3))
                .findFirst();
    }

    private static void throwFaults(List<ValidationError> faults) {
        if (!faults.isEmpty()) {
            throw InvalidRequest.of(faults);
        }
    }
}
