"""Where the models are asked."""

ADDRESS = "https://models.example.com/v1"
