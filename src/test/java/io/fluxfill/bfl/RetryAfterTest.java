package io.fluxfill.bfl;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxfill.testing.FakeTime;
import io.fluxfill.testing.Json;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
    private final FakeTime time = new FakeTime();

    @ParameterizedTest(name = "\"{0}\": {1} s")
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            value = {"0,0", "1,1", "120,120", " 7 ,7", "007,7", "000000000000000012,12", "86399,86399", "86400,86400"})
    void whole_seconds_are_read(String header, long seconds) {
        assertThat(RetryAfter.parse(header, time)).contains(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "86401",
                "99999",
                "100000",
                "999999999999999999",
                "1000000000000000000",
                "9223372036854775807",
                "9223372036854775808",
                "99999999999999999999999999999999999999999999",
            })
    void more_than_a_day_is_a_day(String header) {
        assertThat(RetryAfter.parse(header, time)).contains(Duration.ofDays(1));
    }

    @ParameterizedTest(name = "{0}: {1} s")
    @CsvSource(
            delimiter = '|',
            value = {
                "Fri, 20 Nov 2026 12:00:30 GMT | 30",
                "Fri, 20 Nov 2026 13:00:00 GMT | 3600",
                "Sat, 21 Nov 2026 12:00:00 GMT | 86400",
                "Sat, 21 Nov 2026 12:00:01 GMT | 86400",
                "Fri, 31 Dec 9999 23:59:59 GMT | 86400",
                "Fri, 20 Nov 2026 12:00:00 GMT | 0",
                "Fri, 20 Nov 2026 11:59:59 GMT | 0",
                "Thu, 01 Jan 1970 00:00:00 GMT | 0",
            })
    void a_date_is_the_time_until_then_and_never_negative(String header, long seconds) {
        assertThat(RetryAfter.parse(header, time)).contains(Duration.ofSeconds(seconds));
    }

    @Test
    void a_date_is_counted_from_now() {
        time.advance(Duration.ofMillis(12_500));

        assertThat(RetryAfter.parse("Fri, 20 Nov 2026 12:00:30 GMT", time)).contains(Duration.ofMillis(17_500));
    }

    @ParameterizedTest(name = "{0}: {1} ms")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'retry_after': 5} | 5000",
                "{'retry_after': 0.25} | 250",
                "{'retry_after': 1e300} | 86400000",
                "{'retry_after': 0} | 0",
                "{'retry_after': '5'} | 5000",
                "{'retry_after': 'Fri, 20 Nov 2026 12:00:30 GMT'} | 30000",
            })
    void a_field_of_the_body_is_read_too(String body, long millis) {
        assertThat(RetryAfter.in(answer(null), Json.read(body), time)).contains(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "[]",
                "{}",
                "{'retry_after': null}",
                "{'retry_after': -1}",
                "{'retry_after': true}",
                "{'retry_after': 'soon'}",
                "{'retry_after': [5]}"
            })
    void a_body_may_ask_for_nothing(String body) {
        assertThat(RetryAfter.in(answer(null), Json.read(body), time)).isEmpty();
        assertThat(RetryAfter.in(answer("7"), Json.read(body), time)).contains(Duration.ofSeconds(7));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"2, 5", "5, 2", "soon, 5"})
    void of_header_and_body_the_longer_wait_counts(String header, int field) {
        assertThat(RetryAfter.in(answer(header), Json.read("{'retry_after': " + field + "}"), time))
                .contains(Duration.ofSeconds(5));
    }

    private static BflResponse answer(String retryAfter) {
        return new BflResponse(429, Optional.ofNullable(retryAfter), new byte[0]);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "soon",
                "-1",
                "+1",
                "1.5",
                "1s",
                "1 2",
                "0x10",
                "1e3",
                "٣",
                "NaN",
                "null",
                "2026-11-20T12:00:30Z",
                "Fri, 32 Nov 2026 12:00:30 GMT",
                "Mon, 20 Nov 2026 12:00:30 GMT",
                "Fri, 20 Nov 2026 25:00:30 GMT",
                "Fri, 20 Nov 2026"
            })
    void a_header_that_cannot_be_read_asks_for_nothing(String header) {
        assertThat(RetryAfter.parse(header, time)).isEmpty();
    }
}
