package io.fluxfill.direct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fluxfill.error.ErrorType;
import io.fluxfill.error.FluxFillException;
import io.fluxfill.face.Face;
import io.fluxfill.log.EventLog;
import io.fluxfill.storage.S3Location;
import io.fluxfill.testing.Parts;
import io.fluxfill.testing.Planted;
import io.fluxfill.testing.ScriptedTransport.Call;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DirectFaceTest {
    private final Parts parts = new Parts();
    /** Of {@link Parts#PICTURE}. */
    private static final String SHA256 = "6b7fa434f92a8b80aab02d9bf1a12e49ffcae424e4013a1c4f68b67e3d2bbcd0";

    private static final String READY_SIGNED = "{\"id\":\"abc\",\"status\":\"Ready\","
            + "\"result\":{\"sample\":\"https://delivery.bfl.ai/x?sig=" + Planted.SIGNATURE + "\"}}";

    private final Face face = parts.assembly.directFace();

    @Nested
    class Submit {

        @Test
        void bfls_fields_are_sent_to_the_fill_endpoint_and_the_handle_comes_back() {
            parts.bflHost.answers(200, Parts.ACCEPTED);

            ObjectNode result = answer("{'image': '" + Parts.PIXEL + "', 'prompt': 'a cat', 'steps': 20}");

            Call sent = parts.bflHost.calls().get(0);
            assertThat(sent.address()).isEqualTo("https://api.bfl.ai/v1/flux-pro-1.0-fill");
            assertThat(sent.body()).isEqualTo("{\"image\":\"" + Parts.PIXEL + "\",\"prompt\":\"a cat\",\"steps\":20}");
            assertThat(result)
                    .isEqualTo(json("{'id': 'abc', 'endpoint': 'flux-pro-1.0-fill', 'status': 'Pending',"
                            + " 'polling_url': '" + Parts.POLLING_URL + "'}"));
        }

        @Test
        void a_finetune_id_selects_the_finetuned_endpoint_on_its_own_host() {
            parts.bflHost.answers(200, Parts.ACCEPTED);

            ObjectNode result = answer("{'image': '" + Parts.PIXEL + "', 'finetune_id': 'mine'}");

            assertThat(parts.bflHost.calls().get(0).address())
                    .isEqualTo("https://api.us1.bfl.ai/v1/flux-pro-1.0-fill-finetuned");
            assertThat(result.get("endpoint").textValue()).isEqualTo("flux-pro-1.0-fill-finetuned");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "'id': null, 'polling_url': null, 'wait': null, 'output': null, 'idempotency_key': null",
                    "'finetune_id': null, 'finetune_strength': null",
                    "'finetune_strength': null",
                    "'preserve': null, 'mask_invert': null, 'mask_grow': null, 'mask_feather': null",
                    "'preserve': false, 'mask_invert': false, 'mask_grow': 0, 'mask_feather': 0.0"
                })
        void fields_that_ask_for_nothing_leave_a_plain_fill(String fields) {
            parts.bflHost.answers(200, Parts.ACCEPTED);

            answer("{'image': '" + Parts.PIXEL + "', " + fields + "}");

            Call sent = parts.bflHost.onlyCall();
            assertThat(sent.address()).isEqualTo("https://api.bfl.ai/v1/flux-pro-1.0-fill");
            assertThat(sent.body()).isEqualTo("{\"image\":\"" + Parts.PIXEL + "\"}");
        }

        @Test
        void in_a_finetuned_fill_the_strength_may_not_be_null() {
            assertThat(faults("{'image': '" + Parts.PIXEL + "', 'finetune_id': 'f', 'finetune_strength': null}"))
                    .containsExactly("float_type body.finetune_strength Input should be a valid number");
        }

        @Test
        void a_wait_in_seconds_ends_with_the_finished_task() {
            parts.bflHost.answers(200, Parts.ACCEPTED).answers(200, Parts.READY);

            ObjectNode result = answer("{'image': '" + Parts.PIXEL + "', 'wait': 2.5}");

            assertThat(result.get("status").textValue()).isEqualTo("Ready");
        }

        @ParameterizedTest
        @CsvSource(
                quoteCharacter = '"',
                value = {
                    "2.5, 2500",
                    "10, 10000",
                    "true, 60000",
                    "1e300, 60000",
                    "1e99999999999, 60000",
                    "'5', 5000",
                    "' 2.5 ', 2500",
                    "'1_0', 10000",
                    "'inf', 60000",
                    "0, 0",
                    "'0', 0",
                    "false, 0",
                    "null, 0"
                })
        void a_wait_ends_when_it_was_asked_to_or_at_the_maximum(String wait, long millis) {
            parts.bflHost
                    .answers(200, Parts.ACCEPTED)
                    .answers(200, Parts.PENDING)
                    .forEver();

            answer("{'image': '" + Parts.PIXEL + "', 'wait': " + wait + "}");

            assertThat(parts.time.elapsed()).isBetween(Duration.ofMillis(millis * 8 / 10), Duration.ofMillis(millis));
        }

        @Test
        void a_moderated_request_is_an_error_by_its_name() {
            parts.bflHost
                    .answers(200, Parts.ACCEPTED)
                    .answers(200, "{'status': 'Request Moderated'}".replace('\'', '"'));

            assertThatThrownBy(() -> answer("{'image': '" + Parts.PIXEL + "', 'wait': 5}"))
                    .hasMessage("BFL refused the prompt or a picture; it charges nothing for that.");
        }
    }

    @Nested
    class PickUp {

        @Test
        void an_id_alone_is_asked_for_at_the_global_host() {
            parts.bflHost.answers(200, Parts.READY);

            ObjectNode result = answer("{'id': 'a b'}");

            assertThat(parts.bflHost.calls().get(0).address()).isEqualTo("https://api.bfl.ai/v1/get_result?id=a+b");
            assertThat(result.get("id").textValue()).isEqualTo("a b");
            assertThat(result.get("polling_url").textValue()).isEqualTo("https://api.bfl.ai/v1/get_result?id=a+b");
        }

        @Test
        void a_polling_url_is_asked_exactly_as_it_is() {
            parts.bflHost.answers(200, Parts.READY);

            ObjectNode result = answer("{'id': 'abc', 'polling_url': '" + Parts.POLLING_URL + "'}");

            assertThat(parts.bflHost.calls().get(0).address()).isEqualTo(Parts.POLLING_URL);
            assertThat(result.get("polling_url").textValue()).isEqualTo(Parts.POLLING_URL);
        }

        @ParameterizedTest
        @ValueSource(strings = {"?id=abc", "?x=1&id=abc", "?id=abc&x=1"})
        void a_polling_url_tells_the_id(String query) {
            parts.bflHost.answers(200, Parts.READY);

            ObjectNode result = answer("{'polling_url': 'https://api.eu2.bfl.ai/v1/get_result" + query + "'}");

            assertThat(result.get("id").textValue()).isEqualTo("abc");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "?", "?id=", "?xid=abc"})
        void a_polling_url_without_an_id_does_not_do(String query) {
            assertThat(faults("{'polling_url': 'https://api.eu2.bfl.ai/v1/get_result" + query + "'}"))
                    .containsExactly("missing body.id Field required");
        }

        @Test
        void a_wait_ends_with_the_finished_task() {
            parts.bflHost.answers(200, Parts.PENDING).answers(200, Parts.READY);

            assertThat(answer("{'id': 'abc', 'wait': true}").get("status").textValue())
                    .isEqualTo("Ready");
        }

        @ParameterizedTest(name = "hostile URL {index}")
        @MethodSource("io.fluxfill.testing.HostileUrls#all")
        void a_hostile_polling_url_is_refused_and_not_asked(String pollingUrl) {
            ObjectNode event = parts.json.createObjectNode().put("id", "abc").put("polling_url", pollingUrl);

            assertThat(faults(event)).singleElement().asString().contains(" body.polling_url ");
            assertThat(parts.bflHost.calls()).isEmpty();
        }

        @Test
        void the_key_is_not_lent_for_anything_but_polling() {
            assertThat(faults("{'polling_url': 'https://api.us1.bfl.ai/v1/delete_finetune?id=abc'}"))
                    .hasSize(1);
            assertThat(parts.bflHost.calls()).isEmpty();
        }

        @Test
        void no_other_field_may_stand_beside() {
            assertThat(faults("{'id': 'abc', 'image': 'x', 'prompt': 'y'}"))
                    .containsExactly(
                            "extra_forbidden body.image Extra inputs are not permitted",
                            "extra_forbidden body.prompt Extra inputs are not permitted");
        }

        @Test
        void id_and_polling_url_must_be_strings_with_something_in_them() {
            assertThat(faults("{'id': 7, 'polling_url': ''}"))
                    .containsExactly(
                            "string_type body.id Input should be a valid string",
                            "string_too_short body.polling_url String should have at least 1 character");
        }

        @Test
        void id_and_polling_url_have_an_end() {
            String pollingUrl = "https://api.eu2.bfl.ai/v1/get_result?id=abc&x=" + "y".repeat(2083);

            assertThat(faults("{'id': '" + "a".repeat(256) + "', 'polling_url': '" + pollingUrl + "'}"))
                    .containsExactly(
                            "string_too_long body.id String should have at most 255 characters",
                            "string_too_long body.polling_url String should have at most 2083 characters");
        }

        @Test
        void fields_of_a_fill_may_be_null_beside_an_id() {
            parts.bflHost.answers(200, Parts.READY);

            ObjectNode result = answer("{'id': 'abc', 'polling_url': null, 'image': null, 'prompt': null, 'seed': null,"
                    + " 'safety_tolerance': null, 'finetune_id': null, 'finetune_strength': null, 'wait': null,"
                    + " 'output': null, 'preserve': false}");

            assertThat(result.get("id").textValue()).isEqualTo("abc");
        }

        @Test
        void an_unknown_field_may_not_be_null() {
            assertThat(faults("{'id': 'abc', 'imag': null}"))
                    .containsExactly("extra_forbidden body.imag Extra inputs are not permitted");
        }
    }

    @Nested
    class Faults {

        @Test
        void all_are_told_at_once_bfls_fields_first() {
            assertThat(faults("{'wait': 'long', 'imag': 'x', 'steps': 51}"))
                    .containsExactly(
                            "missing body.image Field required",
                            "less_than_equal body.steps Input should be less than or equal to 50",
                            "value_error body.wait Value error, wait must be a number of seconds or true",
                            "extra_forbidden body.imag Extra inputs are not permitted");
            assertThat(parts.bflHost.calls()).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(strings = {"'5s'", "''", "'true'", "'nan'", "[]", "{}", "[5]"})
        void a_wait_is_a_number_or_true(String wait) {
            assertThat(faults("{'image': '" + Parts.PIXEL + "', 'wait': " + wait + "}"))
                    .containsExactly("value_error body.wait Value error, wait must be a number of seconds or true");
        }

        @ParameterizedTest
        @ValueSource(strings = {"-0.1", "'-1'", "'-inf'"})
        void a_wait_is_not_negative(String wait) {
            assertThat(faults("{'image': '" + Parts.PIXEL + "', 'wait': " + wait + "}"))
                    .containsExactly("greater_than_equal body.wait Input should be greater than or equal to 0");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '"',
                value = {
                    "mask_grow    | 257 | less_than_equal body.mask_grow Input should be less than or equal to 256",
                    "mask_feather | 129 | less_than_equal body.mask_feather Input should be less than or equal to 128",
                    "mask_grow | -1 | greater_than_equal body.mask_grow Input should be greater than or equal to 0",
                    "mask_invert  | 2   | bool_parsing body.mask_invert Input should be a valid boolean,"
                            + " unable to interpret input",
                    "preserve | true | value_error body.preserve Value error, preserve needs an output, an S3 folder"
                            + " for finished pictures: there is none"
                })
        void what_is_asked_for_beyond_bfls_fields_has_rules_too(String field, String value, String fault) {
            assertThat(faults("{'image': '" + Parts.PIXEL + "', '" + field + "': " + value + "}"))
                    .containsExactly(fault);
            assertThat(faults("{'id': 'abc', '" + field + "': " + value + "}")).containsExactly(fault);
        }

        @ParameterizedTest
        @ValueSource(strings = {"'x'", "''", "0"})
        void an_idempotency_key_is_refused_where_there_is_no_table(String key) {
            assertThat(faults("{'image': '" + Parts.PIXEL + "', 'idempotency_key': " + key + "}"))
                    .containsExactly(
                            "value_error body.idempotency_key Value error, idempotency_key needs a table, which"
                                    + " flux-fill.guard.table names");
        }

        @Test
        void an_idempotency_key_belongs_to_a_submit_only() {
            assertThat(faults("{'id': 'abc', 'idempotency_key': 'x'}"))
                    .containsExactly("extra_forbidden body.idempotency_key Extra inputs are not permitted");
        }

        @ParameterizedTest
        @ValueSource(strings = {"1", "true", "{}", "[]", "''", "'bucket/x'", "'https://a/b'"})
        void an_output_is_a_folder_in_s3(String output) {
            assertThat(faults("{'image': '" + Parts.PIXEL + "', 'output': " + output + "}"))
                    .containsExactly("value_error body.output Value error, output must be s3://bucket/prefix");
            assertThat(faults("{'id': 'abc', 'output': " + output + "}")).hasSize(1);
            assertThat(parts.bflHost.calls()).isEmpty();
        }

        @ParameterizedTest
        @CsvSource({
            "s3://, S3 has no buckets with such a name",
            "s3://bucket/../c, . and .. are not resolved",
            "s3://Bucket/c, names of buckets have no capital letters"
        })
        void an_output_that_is_nearly_a_folder_in_s3_is_told_what_is_wrong(String output, String reason) {
            assertThat(faults("{'image': '" + Parts.PIXEL + "', 'output': '" + output + "'}"))
                    .containsExactly(
                            "value_error body.output Value error, output must be s3://bucket/prefix: " + reason);
        }

        @Test
        void a_finetune_strength_asks_for_a_finetune_id() {
            assertThat(faults("{'image': '" + Parts.PIXEL + "', 'finetune_strength': 1}"))
                    .containsExactly("missing body.finetune_id Field required");
            assertThat(faults("{'image': '" + Parts.PIXEL + "', 'finetune_strength': 1, 'finetune_id': null}"))
                    .containsExactly("missing body.finetune_id Field required");
        }

        @Test
        void the_name_of_an_unknown_field_is_told_only_as_far_as_it_is_no_secret() {
            String picture = "iVBORw0KGgo".repeat(50);

            assertThat(faults("{'image': '" + Parts.PIXEL + "', '" + picture + "': 1, 'bfl_key7d1f': 2}"))
                    .containsExactly(
                            "extra_forbidden body.… Extra inputs are not permitted",
                            "extra_forbidden body.bfl_… Extra inputs are not permitted");
        }

        @Test
        void of_a_million_faults_a_hundred_are_listed() {
            ObjectNode event = parts.json.createObjectNode();
            for (int i = 0; i < 1_000_000; i++) {
                event.put(Integer.toString(i), 1);
            }

            assertThat(faults(event)).hasSize(100);
        }

        @Test
        void the_sentence_names_five_faults_and_counts_the_rest() {
            assertThatThrownBy(() -> answer("{'a': 1, 'b': 1, 'c': 1, 'd': 1, 'e': 1, 'f': 1}"))
                    .hasMessage("The request is not valid: image: Field required; a: Extra inputs are not permitted;"
                            + " b: Extra inputs are not permitted; c: Extra inputs are not permitted;"
                            + " d: Extra inputs are not permitted; and 2 more.");
        }
    }

    @Nested
    class PicturesInS3 {

        @Test
        void a_picture_that_is_named_is_fetched_and_sent() {
            parts.store.put("input", "photo.png", Parts.PICTURE);
            parts.bflHost.answers(200, Parts.ACCEPTED);

            answer("{'image': 's3://input/photo.png'}");

            assertThat(parts.bflHost.onlyCall().body()).isEqualTo("{\"image\":\"" + Parts.PIXEL + "\"}");
        }

        @Test
        void an_output_with_a_webhook_could_not_be_kept_and_is_a_fault() {
            assertThat(faults("{'image': '" + Parts.PIXEL
                            + "', 'output': 's3://mine/there', 'webhook_url': 'https://a'}"))
                    .containsExactly("value_error body.output Value error, output cannot be kept with a webhook_url:"
                            + " BFL gives nothing to poll then");
        }

        @Test
        void a_finished_picture_is_kept_where_the_request_says() {
            parts.bflHost.answers(200, Parts.READY).answers(200, Parts.PICTURE);

            ObjectNode result = answer("{'id': 'abc', 'output': 's3://mine/there/'}");

            assertThat(result.get("output"))
                    .hasToString(json("{'uri': 's3://mine/there/abc.png', 'content_type': 'image/png', 'bytes': 70,"
                                    + " 'sha256': '" + SHA256 + "'}")
                            .toString());
            assertThat(result.at("/result/sample").textValue()).isEqualTo("https://delivery.bfl.ai/x");
        }

        @Test
        void a_finished_picture_is_kept_where_the_settings_say_if_the_request_does_not() {
            parts.bflHost.answers(200, Parts.READY).answers(200, Parts.PICTURE);
            Face keeping = parts.assembly(S3Location.folder("s3://results/pictures"), Optional.empty())
                    .directFace();

            ObjectNode result = (ObjectNode) keeping.answer(json("{'id': 'abc'}"), new EventLog(parts.time).begin());

            assertThat(result.at("/output/uri").textValue()).isEqualTo("s3://results/pictures/abc.png");
        }

        @Test
        void a_picture_that_cannot_be_kept_is_an_error_that_carries_what_finds_it_again() {
            parts.bflHost.answers(200, READY_SIGNED).answers(404, "{}");

            assertThatThrownBy(() -> answer("{'id': 'abc', 'output': 's3://mine/there'}"))
                    .hasToString("FluxFill.OutputFailed: The picture is ready and paid, but could not be kept:"
                            + " BFL answered HTTP 404 for it."
                            + " {\"id\":\"abc\",\"polling_url\":\"https://api.bfl.ai/v1/get_result?id=abc\","
                            + "\"sample\":\"https://delivery.bfl.ai/x\"}");
        }
    }

    private ObjectNode answer(String request) {
        return answer(json(request));
    }

    private ObjectNode answer(ObjectNode request) {
        return (ObjectNode) face.answer(request, new EventLog(parts.time).begin());
    }

    private List<String> faults(String request) {
        return faults(json(request));
    }

    private List<String> faults(ObjectNode request) {
        List<String> faults = new ArrayList<>();
        ThrowingCallable answer = () -> answer(request);
        assertThatThrownBy(answer).isInstanceOfSatisfying(FluxFillException.class, failure -> {
            assertThat(failure.type()).isEqualTo(ErrorType.INVALID_REQUEST);
            for (JsonNode fault : failure.data().get("detail")) {
                String loc = fault.get("loc").get(0).textValue() + "."
                        + fault.get("loc").get(1).textValue();
                faults.add(fault.get("type").textValue() + " " + loc + " "
                        + fault.get("msg").textValue());
            }
        });
        return faults;
    }

    private ObjectNode json(String text) {
        try {
            return (ObjectNode) parts.json.readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
