package io.fluxfill.nativeimage;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import io.smallrye.config.ConfigMappingContext;
import io.smallrye.config.ConfigMappingLoader;
import java.util.Map;
import java.util.Set;

/** Reads settings by way of {@link ConfigMappings}, without method handles. */
@TargetClass(ConfigMappingLoader.class)
final class DirectConfigMappings {
    private DirectConfigMappings() {}

    @Substitute
    static <T> Map<String, String> configMappingProperties(Class<T> interfaceType) {
        return ConfigMappings.of(interfaceType).properties();
    }

    @Substitute
    static <T> Set<String> configMappingSecrets(Class<T> interfaceType) {
        return ConfigMappings.of(interfaceType).secrets();
    }

    @Substitute
    static <T> T configMappingObject(Class<T> interfaceType, ConfigMappingContext configMappingContext) {
        return interfaceType.cast(ConfigMappings.of(interfaceType).make(configMappingContext));
    }
}
