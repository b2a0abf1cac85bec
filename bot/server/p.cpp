// Holds the room's place until its first real file is there; delete me then.
