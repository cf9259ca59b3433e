package dev.sallyport.apikey;

/**
 * The settings of API keys. Immutable.
 *
 * @param prefix how the text of a key begins
 * @param audience the application that the keys are for; several on the same stores each have their own
 */
public record ApiKeySettings(String prefix, ApiKeyPolicy policy, String audience) {}
