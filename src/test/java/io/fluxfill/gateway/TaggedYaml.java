package io.fluxfill.gateway;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.AbstractConstruct;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Reads CloudFormation's YAML: its short forms, {@code !Sub text}, become the long ones, {@code {"Fn::Sub": text}}. */
final class TaggedYaml extends SafeConstructor {
    private TaggedYaml() {
        super(new LoaderOptions());
        yamlMultiConstructors.put("!", new AbstractConstruct() {
            @Override
            public Object construct(Node node) {
                String tag = node.getTag().getValue().substring(1);
                String function = tag.equals("Ref") || tag.equals("Condition") ? tag : "Fn::" + tag;
                return Map.of(function, argument(node));
            }
        });
    }

    /** Reads a file. */
    static Object read(Path file) throws IOException {
        try (Reader text = Files.newBufferedReader(file)) {
            return new Yaml(new TaggedYaml()).load(text);
        }
    }

    private Object argument(Node node) {
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        return node instanceof SequenceNode sequence
                ? constructSequence(sequence)
                : constructMapping((MappingNode) node);
    }
}
