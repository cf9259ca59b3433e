package dev.sallyport.servlet;

import dev.sallyport.Sallyport;
import dev.sallyport.servlet.console.Console;
import dev.sallyport.servlet.console.ConsoleProfile;
import dev.sallyport.servlet.wire.EndpointLimits;
import dev.sallyport.servlet.wire.StandardPart;
import dev.sallyport.servlet.wire.StandardProfile;
import dev.sallyport.servlet.wire.WireProfile;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which endpoints a context has, and where. Immutable.
 *
 * @param profile null for the standard one
 * @param mount of the standard profile's endpoints; null where nobody chose one
 * @param beside the standard endpoints that stand beside another profile; null for none
 * @param mounts where other endpoints stand, which have mounts of their own
 * @param console the page where people manage their keys; null for none
 */
record EndpointSettings(
        @Nullable WireProfile profile,
        @Nullable String mount,
        @Nullable StandardProfile beside,
        Map<NestedMount, String> mounts,
        @Nullable Console console,
        EndpointLimits limits) {

    EndpointSettings {
        mounts = Map.copyOf(mounts);
    }

    static EndpointSettings defaults() {
        WireProfile standard = null;
        String usual = null;
        StandardProfile none = null;
        return new EndpointSettings(standard, usual, none, Map.of(), null, EndpointLimits.defaults());
    }

    EndpointSettings withProfile(@Nullable WireProfile value) {
        return new EndpointSettings(value, mount, beside, mounts, console, limits);
    }

    /** @throws IllegalArgumentException unless it is a path that ends in {@code /*} */
    EndpointSettings at(String pattern) {
        return new EndpointSettings(profile, path("endpoints", pattern), beside, mounts, console, limits);
    }

    /** @throws IllegalArgumentException unless it is a path that ends in {@code /*}, or there is no part */
    EndpointSettings alsoStandard(String pattern, Set<StandardPart> parts) {
        StandardProfile standard =
                StandardProfile.at(path("alsoStandard", pattern)).withParts(parts);
        return new EndpointSettings(profile, mount, standard, mounts, console, limits);
    }

    /** @throws IllegalArgumentException unless it is a path that ends in {@code /*} */
    EndpointSettings with(NestedMount which, String pattern) {
        Map<NestedMount, String> more = new EnumMap<>(NestedMount.class);
        more.putAll(mounts);
        more.put(which, path(which.setting(), pattern));
        return new EndpointSettings(profile, mount, beside, more, console, limits);
    }

    EndpointSettings withLimits(EndpointLimits value) {
        return new EndpointSettings(profile, mount, beside, mounts, console, value);
    }

    EndpointSettings withConsole(@Nullable Console value) {
        return new EndpointSettings(profile, mount, beside, mounts, value, limits);
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
    List<WireProfile> profiles(Sallyport auth) {
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
        List<WireProfile> all = new ArrayList<>(List.of(own));
        if (beside != null) {
            all.add(beside);
        }
        for (NestedMount each : NestedMount.values()) {
            String place = mounts.get(each);
            if (place != null) {
                all.add(each.at(place, auth));
            }
        }
        if (console != null) {
            all.add(new ConsoleProfile(console));
        }
        return all;
    }
}
