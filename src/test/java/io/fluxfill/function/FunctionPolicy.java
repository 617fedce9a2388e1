package io.fluxfill.function;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.AbstractConstruct;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Reads what {@code template.yaml} lets the function's role do. */
final class FunctionPolicy {
    private static final Path TEMPLATE = Path.of("template.yaml");
    private static final String ROLE = "FunctionRole";

    /** The policy for what Lambda itself does with the role. */
    private static final String PLATFORM = "platform";

    private FunctionPolicy() {}

    /**
     * Every action and resource, one by one, those that depend on a parameter too; each of the given names is replaced by
     * what stands for it.
     */
    static List<Statement> read(Map<String, String> standsFor) throws IOException {
        Map<?, ?> template;
        try (Reader text = Files.newBufferedReader(TEMPLATE)) {
            template = new Yaml(new CloudFormation()).load(text);
        }
        List<Statement> statements = new ArrayList<>();
        for (Map.Entry<?, ?> resource : map(template.get("Resources")).entrySet()) {
            Map<?, ?> properties = map(map(resource.getValue()).get("Properties"));
            if (resource.getKey().equals(ROLE)) {
                list(properties.get("Policies")).stream()
                        .filter(policy -> !PLATFORM.equals(map(policy).get("PolicyName")))
                        .forEach(policy -> collect(policy, statements));
            } else if (ROLE.equals(properties.get("RoleName"))) {
                collect(properties.get("PolicyDocument"), statements);
            }
        }
        return statements.stream()
                .map(statement -> new Statement(statement.action(), named(statement.resource(), standsFor)))
                .toList();
    }

    private static void collect(Object yaml, List<Statement> statements) {
        if (yaml instanceof Map<?, ?> object && object.containsKey("Action")) {
            for (Object action : list(object.get("Action"))) {
                for (Object resource : list(object.get("Resource"))) {
                    statements.add(new Statement(action.toString(), resource.toString()));
                }
            }
        } else if (yaml instanceof Map<?, ?> object) {
            object.values().forEach(value -> collect(value, statements));
        } else if (yaml instanceof List<?> values) {
            values.forEach(value -> collect(value, statements));
        }
    }

    private static String named(String resource, Map<String, String> standsFor) {
        String named = resource;
        for (Map.Entry<String, String> entry : standsFor.entrySet()) {
            named = named.replace(entry.getKey(), entry.getValue());
        }
        return named;
    }

    private static Map<?, ?> map(Object yaml) {
        return (Map<?, ?>) yaml;
    }

    private static List<?> list(Object yaml) {
        return yaml instanceof List<?> values ? values : List.of(yaml);
    }

    /** CloudFormation's functions: a {@code !Sub} is its text, of any other the arguments are kept. */
    private static final class CloudFormation extends SafeConstructor {
        CloudFormation() {
            super(new LoaderOptions());
            yamlMultiConstructors.put("!", new AbstractConstruct() {
                @Override
                public Object construct(Node node) {
                    if (node instanceof ScalarNode scalar) {
                        return scalar.getValue();
                    }
                    return node instanceof SequenceNode sequence
                            ? constructSequence(sequence)
                            : constructMapping((MappingNode) node);
                }
            });
        }
    }
}
