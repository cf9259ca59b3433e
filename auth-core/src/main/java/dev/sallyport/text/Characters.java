package dev.sallyport.text;

/**
 * Tells which characters a text that people see may have: no control characters, and no half of a surrogate pair, which UTF-8
 * cannot write and some databases refuse.
 */
public final class Characters {
    private Characters() {}

    /** Tells whether all are printable; so are those of the empty string. */
    public static boolean arePrintable(String text) {
        return text.codePoints().allMatch(Characters::isPrintable);
    }

    /** @param codePoint as {@link String#codePoints} gives it, so that a surrogate is half a pair */
    public static boolean isPrintable(int codePoint) {
        return !Character.isISOControl(codePoint) && !isHalfPair(codePoint);
    }

    /** Tells whether half of a surrogate pair stands alone. */
    public static boolean hasHalfPair(String text) {
        for (int i = 0; i < text.length(); i++) {
            // Few texts have any.
            if (Character.isSurrogate(text.charAt(i))) {
                return text.codePoints().skip(i).anyMatch(Characters::isHalfPair);
            }
        }
        return false;
    }

    private static boolean isHalfPair(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }
}
