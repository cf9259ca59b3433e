package dev.sallyport.servlet;

import dev.sallyport.servlet.wire.EndpointLimits;
import dev.sallyport.servlet.wire.StandardPart;
import dev.sallyport.servlet.wire.StandardProfile;
import dev.sallyport.servlet.wire.WireProfile;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which endpoints a context has, and where. Immutable.
 *
 * @param profile null for the standard one
 * @param mount of the standard profile's endpoints; null where nobody chose one
 * @param beside the standard endpoints that stand beside another profile; null for none
 */
record EndpointSettings(
        @Nullable WireProfile profile,
        @Nullable String mount,
        @Nullable StandardProfile beside,
        EndpointLimits limits) {

    static EndpointSettings defaults() {
        WireProfile standard = null;
        String usual = null;
        return new EndpointSettings(standard, usual, null, EndpointLimits.defaults());
    }

    EndpointSettings withProfile(@Nullable WireProfile value) {
        return new EndpointSettings(value, mount, beside, limits);
    }

    /** @throws IllegalArgumentException unless it is a path that ends in {@code /*} */
    EndpointSettings at(String pattern) {
        return new EndpointSettings(profile, path("endpoints", pattern), beside, limits);
    }

    /** @throws IllegalArgumentException unless it is a path that ends in {@code /*}, or there is no part */
    EndpointSettings alsoStandard(String pattern, Set<StandardPart> parts) {
        StandardProfile standard =
                StandardProfile.at(path("alsoStandard", pattern)).withParts(parts);
        return new EndpointSettings(profile, mount, standard, limits);
    }

    EndpointSettings withLimits(EndpointLimits value) {
        return new EndpointSettings(profile, mount, beside, value);
    }

    private static String path(String setting, String pattern) {
        if (!pattern.endsWith("/*") || pattern.length() == 2) {
            throw new IllegalArgumentException(setting + "(\"" + pattern
                    + "\"): write a path of their own that ends in \"/*\", such as \"/auth/*\"");
        }
        return pattern.substring(0, pattern.length() - 2);
    }

    /** Tells whether it is said where the endpoints stand. */
    boolean hasMount() {
        return mount != null || profile != null;
    }

    /**
     * The application's own profile first, then what stands beside it.
     *
     * @throws IllegalStateException when settings contradict each other
     */
    List<WireProfile> profiles() {
        WireProfile chosen = profile;
        if (chosen != null && mount != null) {
            throw new IllegalStateException(
                    "endpoints(\"" + mount + "/*\") moves the endpoints of the standard profile only, and"
                            + " profile(…) has paths of its own: keep one of the two; to have the standard endpoints beside the"
                            + " profile's, write alsoStandard(\"" + mount + "/*\")");
        }
        if (chosen == null && beside != null) {
            throw new IllegalStateException(
                    "alsoStandard(…) puts the standard endpoints beside another profile, and there is none:"
                            + " choose one with profile(…), or their place with endpoints(…)");
        }
        WireProfile own =
                chosen != null ? chosen : StandardProfile.at(mount == null ? StandardProfile.DEFAULT_MOUNT : mount);
        return Stream.concat(Stream.of(own), Stream.ofNullable(beside)).toList();
    }
}
