package io.fluxfill.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.fluxfill.testing.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A CloudFormation template, deployed with given parameters: conditions are decided, references replaced. What a reference
 * to a resource gives is {@code Resource} or {@code Resource.Attribute} itself, unless a physical name is given for it.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html">the
 *     intrinsic functions</a>
 */
final class Stack {
    /** The region, account and stack name of everything here. */
    static final String REGION = "eu-central-1";

    static final String ACCOUNT = "123456789012";
    static final String NAME = "flux-fill";

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}]+)}");
    private static final String NO_VALUE = "AWS::NoValue";
    private static final Map<String, String> PSEUDO_PARAMETERS = Map.of(
            "AWS::StackName", NAME,
            "AWS::Region", REGION,
            "AWS::AccountId", ACCOUNT,
            "AWS::Partition", "aws",
            "AWS::URLSuffix", "amazonaws.com");

    private final JsonNode template;
    private final Path folder;
    private final Map<String, String> parameters;
    private final Map<String, String> names;

    private Stack(JsonNode template, Path folder, Map<String, String> parameters, Map<String, String> names) {
        this.template = template;
        this.folder = folder;
        this.parameters = Map.copyOf(parameters);
        this.names = Map.copyOf(names);
    }

    /**
     * Reads a template.
     *
     * @param file the template; what it includes is found from its folder
     * @param parameters values of parameters by name; the others have their defaults
     * @param names physical names by {@code Resource} or {@code Resource.Attribute}
     */
    static Stack read(Path file, Map<String, String> parameters, Map<String, String> names) throws IOException {
        JsonNode template = Json.MAPPER.valueToTree(TaggedYaml.read(file));
        return new Stack(template, file.toAbsolutePath().getParent(), parameters, names);
    }

    /** The properties of a resource, by its logical name. */
    JsonNode properties(String resource) {
        return resolve(template.path("Resources").path(resource).path("Properties"));
    }

    /** The logical names of all resources of a type that the conditions let be, in the template's order. */
    List<String> resources(String type) {
        List<String> found = new ArrayList<>();
        template.path("Resources").properties().forEach(resource -> {
            JsonNode condition = resource.getValue().path("Condition");
            if (resource.getValue().path("Type").asText().equals(type)
                    && (condition.isMissingNode() || holds(condition.asText()))) {
                found.add(resource.getKey());
            }
        });
        return found;
    }

    /** The only resource of a type. */
    String only(String type) {
        List<String> found = resources(type);
        if (found.size() != 1) {
            throw new IllegalStateException("The template has " + found.size() + " resources of type " + type);
        }
        return found.get(0);
    }

    /** What a reference gives: to a parameter, to a resource, or {@code Resource.Attribute}. */
    String reference(String name) {
        if (PSEUDO_PARAMETERS.containsKey(name)) {
            return PSEUDO_PARAMETERS.get(name);
        }
        JsonNode parameter = template.path("Parameters").path(name);
        if (parameter.isObject()) {
            return Optional.ofNullable(parameters.get(name))
                    .orElseGet(() -> parameter.path("Default").asText());
        }
        return names.getOrDefault(name, name);
    }

    /** The same with all functions replaced by what they give; nothing where that is {@code AWS::NoValue}. */
    JsonNode resolve(JsonNode value) {
        if (value.isObject() && value.size() == 1) {
            Map.Entry<String, JsonNode> only = value.properties().iterator().next();
            Optional<JsonNode> result = function(only.getKey(), only.getValue());
            if (result.isPresent()) {
                return result.get();
            }
        }
        if (value.isObject()) {
            ObjectNode resolved = JsonNodeFactory.instance.objectNode();
            value.properties().forEach(field -> {
                JsonNode of = resolve(field.getValue());
                if (!of.isMissingNode()) {
                    resolved.set(field.getKey(), of);
                }
            });
            return resolved;
        }
        if (value.isArray()) {
            ArrayNode resolved = JsonNodeFactory.instance.arrayNode();
            value.forEach(element -> {
                JsonNode of = resolve(element);
                if (!of.isMissingNode()) {
                    resolved.add(of);
                }
            });
            return resolved;
        }
        return value;
    }

    private Optional<JsonNode> function(String name, JsonNode argument) {
        return switch (name) {
            case "Ref" ->
                Optional.of(
                        argument.asText().equals(NO_VALUE)
                                ? MissingNode.getInstance()
                                : TextNode.valueOf(reference(argument.asText())));
            case "Fn::GetAtt" -> Optional.of(TextNode.valueOf(reference(attribute(argument))));
            case "Fn::Sub" -> Optional.of(TextNode.valueOf(substitute(argument)));
            case "Fn::If" ->
                Optional.of(resolve(argument.get(holds(argument.get(0).asText()) ? 1 : 2)));
            case "Fn::Join" -> Optional.of(TextNode.valueOf(join(argument)));
            case "Fn::Split" -> Optional.of(split(argument));
            case "Fn::Transform" -> Optional.of(include(argument));
            case "Fn::Equals", "Fn::Not", "Fn::And", "Fn::Or", "Condition" ->
                argument.isTextual() || argument.isArray()
                        ? Optional.of(BooleanNode.valueOf(decide(name, argument)))
                        : Optional.empty();
            default -> {
                if (name.startsWith("Fn::")) {
                    throw new IllegalStateException("The stand-in does not know the function " + name);
                }
                yield Optional.empty();
            }
        };
    }

    private boolean holds(String condition) {
        return resolve(template.path("Conditions").path(condition)).asBoolean();
    }

    private boolean decide(String function, JsonNode argument) {
        return switch (function) {
            case "Condition" -> holds(argument.asText());
            case "Fn::Equals" ->
                resolve(argument.get(0))
                        .asText()
                        .equals(resolve(argument.get(1)).asText());
            case "Fn::Not" -> !resolve(argument.get(0)).asBoolean();
            case "Fn::And" -> all(argument).allMatch(JsonNode::asBoolean);
            default -> all(argument).anyMatch(JsonNode::asBoolean);
        };
    }

    private Stream<JsonNode> all(JsonNode list) {
        List<JsonNode> resolved = new ArrayList<>();
        list.forEach(element -> resolved.add(resolve(element)));
        return resolved.stream();
    }

    private String attribute(JsonNode argument) {
        return argument.isArray()
                ? argument.get(0).asText() + "." + argument.get(1).asText()
                : argument.asText();
    }

    private String substitute(JsonNode argument) {
        boolean own = argument.isArray();
        JsonNode variables = own ? resolve(argument.get(1)) : MissingNode.getInstance();
        UnaryOperator<String> value =
                name -> variables.has(name) ? variables.get(name).asText() : reference(name);
        String text = own ? argument.get(0).asText() : argument.asText();
        return VARIABLE.matcher(text).replaceAll((MatchResult variable) -> {
            String name = variable.group(1);
            // ${!Literal} is the text ${Literal}.
            return Matcher.quoteReplacement(name.startsWith("!") ? "${" + name.substring(1) + "}" : value.apply(name));
        });
    }

    private String join(JsonNode argument) {
        List<String> parts = new ArrayList<>();
        resolve(argument.get(1)).forEach(part -> parts.add(part.asText()));
        return String.join(argument.get(0).asText(), parts);
    }

    private ArrayNode split(JsonNode argument) {
        ArrayNode parts = JsonNodeFactory.instance.arrayNode();
        for (String part : resolve(argument.get(1))
                .asText()
                .split(Pattern.quote(argument.get(0).asText()), -1)) {
            parts.add(part);
        }
        return parts;
    }

    /** {@code AWS::Include} takes a file in, with functions of its own. */
    private JsonNode include(JsonNode transform) {
        Path file = folder.resolve(
                resolve(transform.path("Parameters").path("Location")).asText());
        try {
            return resolve(Json.MAPPER.valueToTree(TaggedYaml.read(file)));
        } catch (IOException e) {
            throw new IllegalStateException("The template includes a file that cannot be read", e);
        }
    }
}
