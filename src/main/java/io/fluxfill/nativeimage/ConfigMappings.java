package io.fluxfill.nativeimage;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.Map;
import java.util.Set;

/**
 * The classes that Quarkus has generated for settings, each with all that a start asks of it, put together when the executable
 * is built. SmallRye Config reaches them by method handles, and the first use of each in an executable reads the descriptions
 * of all methods of its class: a quarter of the pages that a start touched (see {@code infra/decisions.md}).
 */
final class ConfigMappings {
    private static Map<Class<?>, Mapping> mappings = Map.of();

    private ConfigMappings() {}

    /**
     * One of them.
     *
     * @param constructor takes SmallRye Config's context
     * @param properties the names of the settings, with their defaults
     * @param secrets the names of those that are secret
     */
    record Mapping(Constructor<?> constructor, Map<String, String> properties, Set<String> secrets) {

        Object make(Object context) {
            try {
                return constructor.newInstance(context);
            } catch (InvocationTargetException e) {
                if (e.getCause() instanceof RuntimeException fault) {
                    throw fault;
                }
                if (e.getCause() instanceof Error fault) {
                    throw fault;
                }
                throw new UndeclaredThrowableException(e.getCause());
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** While the executable is built: from now on these are known, by the interfaces that they implement. */
    static void know(Map<Class<?>, Mapping> all) {
        mappings = Map.copyOf(all);
    }

    /** What implements an interface. */
    static Mapping of(Class<?> type) {
        Mapping mapping = mappings.get(type);
        if (mapping == null) {
            throw new IllegalStateException("No class was generated for the settings of " + type.getName());
        }
        return mapping;
    }
}
