package dev.sallyport.jaxrs;

import org.jspecify.annotations.Nullable;

/**
 * That a guard has decided about a method of one call, kept where calls keep their properties. Runtimes keep these with the
 * servlet's request, which forwards and includes share: so each says for which path, and the ones before it stay. The
 * method does not tell them apart: a runtime makes GET of HEAD in between. Immutable.
 *
 * @param path within the context, by which the method was found
 * @param before what the property held, whatever that was
 */
record GuardedMark(JaxrsGuard guard, String path, @Nullable Object before) {
    static boolean has(@Nullable Object property, JaxrsGuard guard, String path) {
        @Nullable Object each = property;
        while (each instanceof GuardedMark decided) {
            if (decided.guard == guard && decided.path.equals(path)) {
                return true;
            }
            each = decided.before;
        }
        return false;
    }

    /** Without the guard and what was before. */
    @Override
    public String toString() {
        return "GuardedMark[" + path + "]";
    }
}
