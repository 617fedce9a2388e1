package io.fluxfill.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StackTest {
    @TempDir
    private Path folder;

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "!Ref Size | 512",
                "!Ref AWS::Region | eu-central-1",
                "!Ref Bucket | the-bucket",
                "!GetAtt Bucket.Arn | Bucket.Arn",
                "!GetAtt [Bucket, Arn] | Bucket.Arn",
                "!Sub '${Size}-${!Size}-${Bucket}' | 512-${Size}-the-bucket",
                "!Sub ['${Name}!', {Name: !Ref Size}] | 512!",
                "!If [IsLarge, large, small] | small",
                "!If [IsSmall, large, small] | large",
                "!If [Either, large, small] | large",
                "!If [Both, large, small] | small",
                "!Join [':', [a, !Ref Size]] | a:512",
                "{Ref: Size} | 512"
            })
    void a_function_gives_what_cloudformation_says(String function, String result) throws IOException {
        assertThat(stack("Value: " + function, Map.of())
                        .properties("Bucket")
                        .get("Value")
                        .asText())
                .isEqualTo(result);
    }

    @Test
    void a_parameter_has_the_value_that_is_given() throws IOException {
        Stack stack = stack("Value: !If [IsLarge, !Ref Size, small]", Map.of("Size", "1024"));

        assertThat(stack.properties("Bucket").get("Value").asText()).isEqualTo("1024");
    }

    @Test
    void no_value_is_no_property() throws IOException {
        assertThat(stack("Value: !If [IsLarge, 1, !Ref AWS::NoValue]", Map.of()).properties("Bucket"))
                .isEmpty();
    }

    @Test
    void a_resource_whose_condition_does_not_hold_is_not_there() throws IOException {
        assertThat(stack("A: b", Map.of()).resources("Some::Large")).isEmpty();
        assertThat(stack("A: b", Map.of("Size", "1024")).resources("Some::Large"))
                .containsExactly("Large");
    }

    @Test
    void what_is_included_has_functions_too() throws IOException {
        Files.writeString(folder.resolve("other.yaml"), "name: {'Fn::Sub': '${Size}'}");

        Stack stack =
                stack("Value: {'Fn::Transform': {Name: AWS::Include, Parameters: {Location: other.yaml}}}", Map.of());

        assertThat(stack.properties("Bucket").at("/Value/name").asText()).isEqualTo("512");
    }

    @Test
    void a_function_that_is_not_known_is_told() {
        assertThatThrownBy(() -> stack("Value: !Cidr [a, b]", Map.of()).properties("Bucket"))
                .hasMessageContaining("Fn::Cidr");
    }

    private Stack stack(String property, Map<String, String> parameters) throws IOException {
        Path file = Files.writeString(folder.resolve("template.yaml"), """
            Parameters:
              Size: {Type: Number, Default: 512}
            Conditions:
              IsLarge: !Equals [!Ref Size, 1024]
              IsSmall: !Not [Condition: IsLarge]
              Either: !Or [!Condition IsLarge, !Condition IsSmall]
              Both: !And [!Condition IsLarge, !Condition IsSmall]
            Resources:
              Bucket:
                Type: Some::Bucket
                Properties:
                  %s
              Large: {Type: Some::Large, Condition: IsLarge}
            """.formatted(property));
        return Stack.read(file, parameters, Map.of("Bucket", "the-bucket"));
    }
}
