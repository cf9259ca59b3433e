package dev.sallyport.scope;

record Scope(String value) {}
