package io.fluxfill.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fluxfill.testing.Http;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A share of a processor: what is written into control groups of both kinds, and what it does where this machine has them. */
class CpuShareTest {
    private static final long PID = 4711;

    private final Http http = new Http();

    @TempDir
    Path mount;

    @Test
    void version_1_is_told_a_quota_of_a_period() throws Exception {
        haveVersion1();

        CpuShare share = new CpuShare(mount, 0.25);
        share.add(PID);
        assertThat(share.group().getParent()).isEqualTo(mount.resolve("cpu"));
        assertThat(share.group().resolve("cgroup.procs")).hasContent("4711");
        assertThat(share.group().resolve("cpu.cfs_period_us")).hasContent("20000");
        assertThat(share.group().resolve("cpu.cfs_quota_us")).hasContent("20000");

        share.apply();
        assertThat(share.group().resolve("cpu.cfs_quota_us")).hasContent("5000");
    }

    @Test
    void version_2_is_told_both_in_one_line() throws Exception {
        haveVersion2("cpuset cpu io\n", "cpu\n");

        CpuShare share = new CpuShare(mount, 0.25);
        share.add(PID);
        assertThat(share.group().getParent()).isEqualTo(mount);
        assertThat(share.group().resolve("cgroup.procs")).hasContent("4711");
        assertThat(share.group().resolve("cpu.max")).hasContent("20000 20000");

        share.apply();
        assertThat(share.group().resolve("cpu.max")).hasContent("5000 20000");
    }

    @ParameterizedTest(name = "{0}: {1}, {2}")
    @CsvSource({"1.5, 30000, 30000", "1, 20000, 20000", "0.07, 20000, 1400", "0.001, 20000, 1000"})
    void an_init_has_a_whole_processor_at_least_and_no_share_is_less_than_linux_takes(
            double share, String init, String then) throws Exception {
        haveVersion1();

        CpuShare cpu = new CpuShare(mount, share);
        assertThat(cpu.group().resolve("cpu.cfs_quota_us")).hasContent(init);

        cpu.apply();
        assertThat(cpu.group().resolve("cpu.cfs_quota_us")).hasContent(then);
    }

    @Test
    void version_2_hands_its_controller_down_where_it_has_not_done_so() throws Exception {
        haveVersion2("cpuset cpu\n", "cpuset\n");

        assertThat(CpuLimits.at(mount)).isEqualTo(CpuLimits.CGROUP_V2);
        assertThat(mount.resolve("cgroup.subtree_control")).hasContent("+cpu");
    }

    @Test
    void without_the_controller_there_are_no_limits() throws Exception {
        haveVersion2("cpuset\n", "cpuset\n");

        assertThat(CpuLimits.at(mount)).isEqualTo(CpuLimits.NONE);
    }

    @Test
    void without_control_groups_there_are_no_limits_and_a_share_is_refused() {
        assertThat(CpuLimits.at(mount)).isEqualTo(CpuLimits.NONE);
        assertThatThrownBy(() -> new CpuShare(mount, 0.5))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no control group");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN})
    void a_share_is_more_than_nothing(double share) {
        assertThatThrownBy(() -> FakeFunctionOptions.builder().cpuShare(share))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void the_function_has_its_share_once_it_has_asked_for_an_event() throws Exception {
        long groups;
        try (LambdaEmulator lambda = limited(0.2)) {
            groups = groups();
            lambda.prepare();
            long nanos = Long.parseLong(new String(
                    http.send("POST", lambda.invokeUrl(), "\"work 200\"").body()));

            // A fifth of a processor needs a second for it; some periods begin with what is left of the one before.
            assertThat(Duration.ofNanos(nanos)).isGreaterThan(Duration.ofMillis(700));
            assertThat(groups()).isEqualTo(groups + 1);
        }
        assertThat(groups()).isEqualTo(groups);
    }

    @Test
    void a_command_that_cannot_be_run_leaves_no_control_group() throws Exception {
        assumeLimits();
        long groups = groups();
        try (LambdaEmulator lambda = LambdaEmulator.start(
                0,
                LambdaOptions.builder("fake", List.of("/nothing/here"))
                        .cpuShare(0.5)
                        .build())) {
            assertThatThrownBy(lambda::prepare).hasMessageContaining("Runtime.InvalidEntrypoint");
        }
        assertThat(groups()).isEqualTo(groups);
    }

    private static LambdaEmulator limited(double share) throws IOException {
        assumeLimits();
        return LambdaEmulator.start(
                0,
                FakeFunctionOptions.builder()
                        .cpuShare(share)
                        .timeout(Duration.ofSeconds(20))
                        .build());
    }

    private static void assumeLimits() {
        assumeTrue(
                LambdaOptions.cpuLimits() != CpuLimits.NONE,
                "Skipped: this machine has no control group for processors that this user may write to.");
    }

    /** How many control groups this process has made. */
    private static long groups() throws IOException {
        try (Stream<Path> groups = Files.list(LambdaOptions.cpuLimits().parent(CpuLimits.MOUNT))) {
            return groups.filter(group -> group.getFileName().toString().startsWith(CpuShare.NAME))
                    .count();
        }
    }

    private void haveVersion1() throws IOException {
        Files.createDirectory(mount.resolve("cpu"));
        Files.createFile(mount.resolve("cpu/cpu.cfs_quota_us"));
        Files.createFile(mount.resolve("cpu/cgroup.procs"));
    }

    private void haveVersion2(String controllers, String delegated) throws IOException {
        Files.createFile(mount.resolve("cgroup.procs"));
        Files.writeString(mount.resolve("cgroup.controllers"), controllers);
        Files.writeString(mount.resolve("cgroup.subtree_control"), delegated);
    }
}
