//! Journeys through the whole platform in one process: doors, links, words, configuration, commands.
//! Everything comes from the list of blocks; nothing here knows one block by name.
