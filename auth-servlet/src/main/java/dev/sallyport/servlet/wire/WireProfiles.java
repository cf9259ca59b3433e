package dev.sallyport.servlet.wire;

import java.util.Map;
import java.util.function.Supplier;

/**
 * Profiles that can be chosen by name, where there is no code to choose. Found with {@link java.util.ServiceLoader};
 * implementations are stateless and have a public constructor without parameters.
 */
public interface WireProfiles {
    /** Each profile as it is without settings, by a name of lower-case letters and hyphens. */
    Map<String, Supplier<WireProfile>> byName();
}
