package io.fluxfill.nativeimage;

import io.fluxfill.nativeimage.ConfigMappings.Mapping;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipFile;
import org.graalvm.nativeimage.hosted.Feature;

/** Finds the classes that Quarkus has generated for settings, while the executable is built. */
public final class ConfigMappingsFeature implements Feature {
    /** What SmallRye Config names them by. */
    private static final String SUFFIX = "$$CMImpl";

    private static final String CLASS = SUFFIX + ".class";

    @Override
    public void beforeAnalysis(BeforeAnalysisAccess access) {
        Class<?> context = access.findClassByName("io.smallrye.config.ConfigMappingContext");
        Map<Class<?>, Mapping> all = new HashMap<>();
        for (Path place : access.getApplicationClassPath()) {
            for (String name : generated(place)) {
                Class<?> implementation = access.findClassByName(name);
                Class<?> type = access.findClassByName(name.substring(0, name.length() - SUFFIX.length()));
                all.put(type, mapping(implementation, context));
            }
        }
        ConfigMappings.know(all);
    }

    /** The names of those that are in one of the class path's files. */
    private static List<String> generated(Path jar) {
        if (!Files.isRegularFile(jar)) {
            return List.of();
        }
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            return zip.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.endsWith(CLASS))
                    .map(name ->
                            name.substring(0, name.length() - ".class".length()).replace('/', '.'))
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException("Cannot read " + jar, e);
        }
    }

    @SuppressWarnings("unchecked")
    private static Mapping mapping(Class<?> implementation, Class<?> context) {
        try {
            Constructor<?> constructor = implementation.getConstructor(context);
            Map<String, String> properties = (Map<String, String>)
                    implementation.getMethod("getProperties").invoke(null);
            Set<String> secrets =
                    (Set<String>) implementation.getMethod("getSecrets").invoke(null);
            return new Mapping(
                    constructor,
                    Collections.unmodifiableMap(new HashMap<>(properties)),
                    Collections.unmodifiableSet(new HashSet<>(secrets)));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Not as SmallRye Config generates them: " + implementation.getName(), e);
        }
    }
}
