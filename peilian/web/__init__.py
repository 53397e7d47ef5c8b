"""The pages: sign-in, practice, scorecard, administration. They format and never decide."""
